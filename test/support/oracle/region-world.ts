import type { ObsStatus, Workflow } from '#monitoring/model'
import { seededChance } from '../random.ts'

/** A region with the days between which it exists; half-open. */
export interface DatedRegion {
  readonly code: string
  readonly level: string
  readonly parent: string | null
  readonly path: readonly string[]
  readonly validFrom?: string
  readonly validTo?: string
}

/** A value of a region as it was reported: later versions take the place of earlier ones. */
export interface RegionReport {
  readonly region: string
  readonly breakdown: string
  readonly period: string
  readonly version: number
  readonly value: string | null
  readonly obsStatus: ObsStatus
  readonly workflow: Workflow
  /** The level of its data set; a region of another level is its benchmark. */
  readonly level: string
}

const JOINED = '2021-07-01'
const DISTRICTS = 3

const land = (
  code: string,
  dates: Pick<DatedRegion, 'validFrom' | 'validTo'> = {},
): readonly DatedRegion[] => [
  { code, level: 'land', parent: 'DE', path: ['DE', code], ...dates },
  ...Array.from({ length: DISTRICTS }, (_, n) => ({
    code: `${code}-${n}`,
    level: 'district',
    parent: code,
    path: ['DE', code, `${code}-${n}`],
    ...dates,
  })),
]

/** A country of Länder and districts; two of the Länder became one. */
export const datedRegions: readonly DatedRegion[] = [
  { code: 'DE', level: 'country', parent: null, path: ['DE'] },
  ...['DE-A', 'DE-B', 'DE-C', 'DE-D', 'DE-E'].flatMap((code) => land(code)),
  ...['DE-X', 'DE-Y'].flatMap((code) => land(code, { validTo: JOINED })),
  ...land('DE-XY', { validFrom: JOINED }),
]

export const REGION_YEARS = ['2018', '2019', '2020', '2021', '2022', '2023'] as const
/** The total, a group of industries and one of them: never added to one another. */
export const REGION_BREAKDOWNS = ['_T', 'B-E', 'C', 'J'] as const

const LANDS = datedRegions.filter(({ level }) => level === 'land')

/** What is reported of regions: of most Länder their own values, of some those of their districts, of some both; for the
 *  country and some Länder values of a data set of a lower level; some of it missing, unverified or corrected. */
export const regionReportsOf = (seed: number): readonly RegionReport[] => {
  const chance = seededChance(seed)
  const is = (share: number) => chance() < share
  const reports: RegionReport[] = []
  const report = (
    region: string,
    level: string,
    place: { readonly breakdown: string; readonly period: string },
  ) => {
    const versions = is(0.1) ? 2 : 1
    for (let version = 1; version <= versions; version += 1) {
      const obsStatus = is(0.08) ? (is(0.4) ? 'M' : 'L') : is(0.1) ? 'E' : is(0.05) ? 'P' : 'A'
      const value = 'ML'.includes(obsStatus) ? null : String(Math.floor(chance() * 1_000_000) / 100)
      const workflow = is(0.06) ? 'submitted' : 'published'
      reports.push({ region, level, ...place, version, value, obsStatus, workflow })
    }
  }
  for (const breakdown of REGION_BREAKDOWNS)
    for (const period of REGION_YEARS) {
      const place = { breakdown, period }
      for (const { code } of LANDS) {
        if (is(0.05)) continue
        const fromDistricts = is(0.25)
        if (!fromDistricts) report(code, 'land', place)
        else if (is(0.6)) report(code, 'district', place)
        if (fromDistricts || is(0.15))
          for (let n = 0; n < DISTRICTS; n += 1) if (!is(0.1)) report(`${code}-${n}`, 'district', place)
      }
      if (is(0.7)) report('DE', 'land', place)
    }
  return reports
}
