import * as z from 'zod'
import type { LastChange } from '#kernel/entity'
import type { Item, Key } from '#kernel/table'
import { padded, unchanged } from './lifts.ts'
import {
  Cell,
  ConfStatus,
  Decimal,
  type Group,
  groupOf,
  type Observation,
  type ObservationKey,
  ObsStatus,
  type Slice,
  STORED_NO_VALUES,
  sliceKey,
  sliceOf,
  type Universe,
  Workflow,
} from './model.ts'
import type { Released } from './releases/model/released-row.ts'

/** How slices lie in the table of monitoring. A slice is one collection: its observations (`OBS#…`) and its cells
 *  (`CELL#…`) are read by one Query. */

export const slicePartition = (slice: Slice): string => `SLICE#${sliceKey(slice)}`

export const sliceListPartition = (universe: Universe): string => `SLICES#${universe}`

/** The record that tells that a slice exists. */
export const sliceListItem = (slice: Slice): Item => ({
  pk: sliceListPartition(slice.universe),
  sk: `${slice.indicator}#${slice.breakdown}#${slice.period}`,
  entity: 'slice',
  schemaVersion: 1,
})

export const sliceListed = (item: Item): Slice => sliceOf(`${item.pk.slice('SLICES#'.length)}#${item.sk}`)

// Observations: what the keys say is not repeated, and names are short, since a slice holds one for every unit.

const PackedObservation = z.object({
  v: Decimal.nullable(),
  s: ObsStatus,
  c: ConfStatus,
  w: Workflow,
  l: z.string().exactOptional(),
  src: z.string().exactOptional(),
  by: z.string(),
  ok: z.string().exactOptional(),
})

export const observationKeys = (key: ObservationKey): Key => ({
  pk: slicePartition(key),
  sk: `OBS#${key.subject}`,
})

export const subjectPartition = ({
  universe,
  subject,
}: Pick<ObservationKey, 'universe' | 'subject'>): string => `SUBJECT#${universe}#${subject}`

const packed = ({
  value,
  obsStatus,
  confStatus,
  workflow,
  level,
  source,
  submittedBy,
  verifiedBy,
}: Observation) => ({
  v: value,
  s: obsStatus,
  c: confStatus,
  w: workflow,
  ...(level !== undefined && { l: level }),
  ...(source !== undefined && { src: source }),
  by: submittedBy,
  ...(verifiedBy !== undefined && { ok: verifiedBy }),
})

export const observationItem = (observation: Observation, change: LastChange): Item => ({
  ...observationKeys(observation),
  gsi1pk: subjectPartition(observation),
  gsi1sk: `${observation.indicator}#${observation.breakdown}#${observation.period}`,
  entity: 'observation',
  schemaVersion: 1,
  version: observation.version,
  lastChange: change,
  data: packed(observation),
})

export const historyPartition = (key: ObservationKey): string => `HISTORY#${sliceKey(key)}#${key.subject}`

/** An earlier version of an observation, beside its slice so that the slice stays small. */
export const historyItem = (observation: Observation, change: unknown): Item => ({
  pk: historyPartition(observation),
  sk: padded(observation.version),
  entity: 'observation-version',
  schemaVersion: 1,
  version: observation.version,
  lastChange: change,
  data: packed(observation),
})

const unpacked = (key: ObservationKey, item: Item): Observation => {
  const { v, s, c, w, l, src, by, ok } = PackedObservation.parse(item['data'])
  return {
    ...key,
    value: v,
    obsStatus: s,
    confStatus: c,
    workflow: w,
    ...(l !== undefined && { level: l }),
    ...(src !== undefined && { source: src }),
    submittedBy: by,
    ...(ok !== undefined && { verifiedBy: ok }),
    version: Number(item['version']),
  }
}

export const observationFrom = (item: Item): Observation =>
  unpacked({ ...sliceOf(item.pk.slice('SLICE#'.length)), subject: item.sk.slice('OBS#'.length) }, item)

export const versionFrom = (key: ObservationKey, item: Item): Observation => unpacked(key, item)

/** Who changed a record last, and when; for histories. */
export const changeOf = (item: Item): { by: string; at: string } => {
  const { actor, at } = z.object({ actor: z.string(), at: z.string() }).parse(item['lastChange'])
  return { by: actor, at }
}

// Cells

const PackedCell = Cell.omit({
  universe: true,
  indicator: true,
  breakdown: true,
  period: true,
  dimension: true,
  code: true,
}).extend({ noValue: z.enum(STORED_NO_VALUES).exactOptional() })

/** Version 2 tells of a longer period also what its shorter ones give. */
const cellShape = { name: 'cell', schemaVersion: 2, schema: PackedCell, lift: { 1: unchanged } } as const

export const cellKey = (slice: Slice, group: Group): Key => ({
  pk: slicePartition(slice),
  sk: `CELL#${group}`,
})

export const cellGroup = ({ dimension, code }: Cell): Group => groupOf(dimension, code)

export const cellItem = (cell: Cell, computedAt: string): Item => {
  const { universe, indicator, breakdown, period, dimension, code, ...data } = cell
  return {
    ...cellKey({ universe, indicator, breakdown, period }, groupOf(dimension, code)),
    entity: cellShape.name,
    schemaVersion: cellShape.schemaVersion,
    computedAt,
    data,
  }
}

/** A cell and when it was computed. */
export interface StoredCell {
  readonly cell: Cell
  readonly computedAt: string
  /** Of a figure as a release has it, to whom single values are closed. */
  readonly released?: Released
}

export const cellFrom = (item: Item): StoredCell => {
  const [, dimension = '', ...code] = item.sk.split('#')
  return {
    cell: {
      ...sliceOf(item.pk.slice('SLICE#'.length)),
      dimension: Cell.shape.dimension.parse(dimension),
      code: code.join('#'),
      ...PackedCell.parse(item['data']),
    },
    computedAt: String(item['computedAt']),
  }
}

/** Every shape that slices hold. */
export const sliceShapes = [
  { name: 'observation', schemaVersion: 1, schema: PackedObservation },
  { name: 'observation-version', schemaVersion: 1, schema: PackedObservation },
  cellShape,
] as const
