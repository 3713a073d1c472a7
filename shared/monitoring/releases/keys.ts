import * as z from 'zod'
import { entity } from '#kernel/entity'
import type { Item, Key } from '#kernel/table'
import { padded } from '../lifts.ts'
import { CellDimension, IndicatorCode, Period } from '../model.ts'
import { nextStepAt, Release, ReleaseContent, ReleaseId, ReleaseNumber } from './model/release.ts'
import { ReleasedRow } from './model/released-row.ts'
import { type BasisOf, basisName, type Series, seriesName } from './model/series.ts'

/** How releases lie in monitoring's table. Plans and states are one collection; those that are due are found by
 *  the instant of their next step, the calendar by the instant of publication. */

export const RELEASES = 'RELEASES'
export const RELEASES_DUE = 'RELEASES-DUE'

export const releaseKey = (release: ReleaseId): Key => ({ pk: RELEASES, sk: release })

export const releaseEntity = entity<Release>({
  name: 'release',
  schemaVersion: 1,
  schema: Release,
  keys: (release) => {
    const next = nextStepAt(release)
    return {
      ...releaseKey(release.release),
      ...(next !== undefined && { gsi1pk: RELEASES_DUE, gsi1sk: `${next}#${release.release}` }),
      gsi2pk: RELEASES,
      gsi2sk: `${release.releaseAt}#${release.release}`,
    }
  },
})

/** The number that was given last, and which release is being prepared: one at a time, since each is decided by what
 *  those before it show. */
const ReleaseCounter = z.object({ last: z.int().min(0), open: ReleaseId.nullable() })
export type ReleaseCounter = z.output<typeof ReleaseCounter>

export const COUNTER: Key = { pk: 'RELEASE-COUNTER', sk: 'COUNTER' }

export const counterEntity = entity<ReleaseCounter>({
  name: 'release-counter',
  schemaVersion: 1,
  schema: ReleaseCounter,
  keys: () => COUNTER,
})

/** What readers of figures need of a release that has a number: which slices it holds, and where. */
const NumberedEntry = z.object({
  number: ReleaseNumber,
  release: ReleaseId,
  attempt: z.int(),
  status: z.enum(['preparing', 'prepared', 'published']),
  slices: z.array(z.tuple([IndicatorCode, Period])),
  /** Who may see it before its time. */
  readers: z.array(z.string()),
})
export type NumberedEntry = z.output<typeof NumberedEntry>

export const RELEASE_NUMBERS = 'RELEASE-NUMBERS'

export const numberKey = (number: number): Key => ({ pk: RELEASE_NUMBERS, sk: padded(number) })

export const numberEntity = entity<NumberedEntry>({
  name: 'release-number',
  schemaVersion: 1,
  schema: NumberedEntry,
  keys: ({ number }) => numberKey(number),
})

type Place = Pick<NumberedEntry, 'number' | 'attempt'>

// Contents

/** Where figures lie: those of the nation apart, since they are asked for most and alone. */
const Shelf = z.enum(['nation', ...CellDimension.options])
export type Shelf = z.output<typeof Shelf>

export const vintagePartition = ({ number, attempt }: Place, series: Series): string =>
  `VINTAGE#${number}.${attempt}#${seriesName(series)}`

/** Rows of one shelf and period, as many as go well into one record. */
const RowsRecord = z.object({ rows: z.array(z.tuple([CellDimension, ReleasedRow])) })

export const rowsShape = { name: 'release-rows', schemaVersion: 1, schema: RowsRecord } as const

type Rows = z.output<typeof RowsRecord>['rows']

export const rowsItem = (
  place: Place,
  series: Series,
  { shelf, period, part }: { shelf: Shelf; period: Period; part: number },
  rows: Rows,
): Item => ({
  pk: vintagePartition(place, series),
  sk: `${shelf}#${period}#${padded(part)}`,
  entity: rowsShape.name,
  schemaVersion: rowsShape.schemaVersion,
  data: { rows },
})

export const rowsFrom = (item: Item): { period: Period; rows: Rows } => ({
  period: Period.parse(item.sk.split('#')[1]),
  rows: RowsRecord.parse(item['data']).rows,
})

export const contentsPartition = ({ number, attempt }: Place): string => `VINTAGE#${number}.${attempt}`

export const contentShape = { name: 'release-content', schemaVersion: 2, schema: ReleaseContent } as const

export const contentItem = (place: Place, content: ReleaseContent): Item => ({
  pk: contentsPartition(place),
  sk: `${seriesName(content)}#${content.period}`,
  entity: contentShape.name,
  schemaVersion: contentShape.schemaVersion,
  data: content,
})

export const contentFrom = (item: Item): ReleaseContent => ReleaseContent.parse(item['data'])

/** What later releases have to know of an indicator in a release, of clusters or of regions in all breakdowns, as gzip in
 *  base64, in as many parts as it takes. */
const BasisRecord = z.object({ gzip: z.string() })

export const basisShape = { name: 'release-basis', schemaVersion: 1, schema: BasisRecord } as const

export const basisPartition = ({ number, attempt }: Place, of: BasisOf): string =>
  `BASIS#${number}.${attempt}#${basisName(of)}`

export const basisItem = (place: Place, of: BasisOf, part: number, gzip: string): Item => ({
  pk: basisPartition(place, of),
  sk: padded(part),
  entity: basisShape.name,
  schemaVersion: basisShape.schemaVersion,
  data: { gzip },
})

export const basisFrom = (item: Item): string => BasisRecord.parse(item['data']).gzip

/** Every shape of releases that is stored, for the test that guards them. */
export const releaseEntities = [
  releaseEntity,
  counterEntity,
  numberEntity,
  rowsShape,
  contentShape,
  basisShape,
] as const
