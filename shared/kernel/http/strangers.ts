import * as z from 'zod'

/** A member that its schema does not know: where it stands, and what its neighbours may be called. */
export interface Stranger {
  readonly path: readonly PropertyKey[]
  readonly known: readonly string[]
}

type Schema = z.core.$ZodType

/** Members of a value that nothing would be made of, however deep they stand. What a schema leaves open (records, unknown
 *  values, what is changed before it is read) has none. */
export const strangersIn = (
  schema: Schema,
  value: unknown,
  path: readonly PropertyKey[] = [],
): readonly Stranger[] => {
  if (typeof value !== 'object' || value === null) return []
  if (schema instanceof z.ZodObject) return ofObject(schema, value, path)
  if (schema instanceof z.ZodUnion) {
    const taken = schema._zod.def.options.find((option) => z.safeParse(option, value).success)
    return taken === undefined ? [] : strangersIn(taken, value, path)
  }
  const { def } = schema._zod
  if (schema instanceof z.ZodPipe) return strangersIn(schema._zod.def.in, value, path)
  if ('innerType' in def && def.innerType instanceof z.ZodType) return strangersIn(def.innerType, value, path)
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const { element } = schema._zod.def
    return value.flatMap((one, index) => strangersIn(element, one, [...path, index]))
  }
  if (schema instanceof z.ZodRecord) {
    const { valueType } = schema._zod.def
    return Object.entries(value).flatMap(([name, one]) => strangersIn(valueType, one, [...path, name]))
  }
  return []
}

const ofObject = (schema: z.core.$ZodObject, value: object, path: readonly PropertyKey[]) => {
  const { shape, catchall } = schema._zod.def
  const known = Object.keys(shape)
  return Object.entries(value).flatMap(([name, one]): readonly Stranger[] => {
    const member = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (member !== undefined) return strangersIn(member, one, [...path, name])
    return catchall === undefined ? [{ path: [...path, name], known }] : []
  })
}
