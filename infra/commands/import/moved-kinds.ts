import type * as z from 'zod'
import { deliveryRecords } from '#delivery/readers/moved-records'
import { field } from '#imports/columns'
import type { Field } from '#imports/field'
import type { Kind } from '#imports/kind'
import type { MovedKind } from '#kernel/moved-kind'
import { MovedRecord } from '#kernel/moved-record'
import { monitoringRecords } from '#monitoring/readers/moved-records'
import { MOVED_KINDS, type MovedKindName } from '#records/model'
import { registryRecords } from '#registry/readers/moved-records'
import { reportsRecords } from '#reports/readers/moved-records'

/** What moves as it is, by name. */
export const MOVED_RECORDS: Readonly<Record<MovedKindName, MovedKind>> = {
  ...registryRecords,
  ...monitoringRecords,
  ...reportsRecords,
  ...deliveryRecords,
}

/** A column for where a record lies, and one for each thing that records of the kind say. */
const fieldsOf = ({ schema }: MovedKind): readonly Field[] => [
  field('of', 'value'),
  field('place', 'value'),
  field('version', 'number'),
  ...membersOf(schema).map((member) => field(`data.${member}`, 'value', ['data', member])),
]

/** The names of what a shape holds, of all its alternatives. */
const membersOf = (schema: z.ZodType): readonly string[] => {
  const { def } = schema
  if ('shape' in def) return Object.keys(Object(def.shape))
  if ('options' in def && Array.isArray(def.options)) return [...new Set(def.options.flatMap(membersOf))]
  throw new Error(`A shape of the type ${def.type} has no members`)
}

/** Records as they are kept: what they say is not changed on the way. */
export const MOVED: readonly Kind[] = MOVED_KINDS.map((name) => ({
  name,
  fields: fieldsOf(MOVED_RECORDS[name]),
  row: MovedRecord,
  powers: ['register.restore'],
  rowsPerCall: 100,
  callsAtOnce: 2,
}))

const NAMES: ReadonlySet<string> = new Set(MOVED_KINDS)

/** Whether records of a kind move as they are. */
export const isMoved = (name: string): name is MovedKindName => NAMES.has(name)
