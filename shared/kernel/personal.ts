import type * as z from 'zod'

/** The names of all fields that hold personal data, wherever they stand: no log shows a value under one of them. */
export const PERSONAL_FIELDS = ['subject', 'name', 'email'] as const
type PersonalField = (typeof PERSONAL_FIELDS)[number]

/** The mark of such a field in JSON Schema and in the OpenAPI document. */
export const PERSONAL = 'x-personal-data'

/** Declares the field of this name, which has this schema, as personal data. Tests find what is so declared: it is in no
 *  public answer, in no stored reply, and stored by the store of personal data alone. */
export const personal = <S extends z.ZodType>(_field: PersonalField, schema: S): S =>
  schema.meta({ ...schema.meta(), [PERSONAL]: true })

const names: ReadonlySet<string> = new Set(PERSONAL_FIELDS)

/** A value as a log may show it. */
export const withoutPersonal = (field: string, value: unknown): unknown =>
  names.has(field) && value !== undefined && value !== null ? '[personal]' : value
