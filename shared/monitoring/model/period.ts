import * as z from 'zod'

/** How often a figure is due: annual, quarterly, monthly (SDMX CL_FREQ). */
export const Frequency = z.enum(['A', 'Q', 'M']).register(z.globalRegistry, { id: 'Frequency' })
export type Frequency = z.output<typeof Frequency>

const PATTERN = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/

/** A period in SDMX notation: `2025`, `2025-Q1` or `2025-03`. */
export const Period = z
  .string()
  .superRefine((text, { addIssue }) => {
    if (PATTERN.test(text)) return
    addIssue({
      code: 'custom',
      message: `"${text}" is not a period (expected YYYY, YYYY-Qn with n 1–4, or YYYY-MM)`,
      params: { ru: `«${text}» — не период (ожидается ГГГГ, ГГГГ-Qn с n от 1 до 4 или ГГГГ-ММ)` },
    })
  })
  .register(z.globalRegistry, { id: 'Period', example: '2025-Q1' })
export type Period = z.output<typeof Period>

interface Parts {
  readonly frequency: Frequency
  readonly year: number
  /** Quarter or month, from 1; 1 for a year. */
  readonly part: number
}

/** Parts of a year in each frequency. */
const PARTS = { A: 1, Q: 4, M: 12 } as const

const partsOf = (period: Period): Parts => {
  const [, year, quarter, month] = PATTERN.exec(period) ?? []
  if (year === undefined) throw new RangeError(Period.safeParse(period).error?.issues[0]?.message)
  if (quarter !== undefined) return { frequency: 'Q', year: Number(year), part: Number(quarter) }
  if (month !== undefined) return { frequency: 'M', year: Number(year), part: Number(month) }
  return { frequency: 'A', year: Number(year), part: 1 }
}

const two = (number: number) => String(number).padStart(2, '0')

const written = ({ frequency, year, part }: Parts): Period => {
  const text = String(year).padStart(4, '0')
  if (frequency === 'A') return text
  return frequency === 'Q' ? `${text}-Q${part}` : `${text}-${two(part)}`
}

/** The frequency that a period is written in. @throws RangeError when it is not a period */
export const frequencyOf = (period: Period): Frequency => partsOf(period).frequency

/** The period's last day: attributes of units are those valid on it. */
export const referenceDate = (period: Period): string => {
  const { frequency, year, part } = partsOf(period)
  const month = (part * 12) / PARTS[frequency]
  // Day 0 of the month after it is the month's last day.
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`
}

/** The period's first day. */
export const firstDay = (period: Period): string => {
  const { frequency, year, part } = partsOf(period)
  return `${String(year).padStart(4, '0')}-${two(((part - 1) * 12) / PARTS[frequency] + 1)}-01`
}

/** The period of a frequency that holds a calendar date. */
export const periodOf = (date: string, frequency: Frequency): Period => {
  const month = Number(date.slice(5, 7))
  return written({
    frequency,
    year: Number(date.slice(0, 4)),
    part: Math.ceil((month * PARTS[frequency]) / 12),
  })
}

/** Whether the first frequency has longer periods than the second. */
export const isCoarser = (a: Frequency, b: Frequency): boolean => PARTS[a] < PARTS[b]

/** The next longer period that contains this one; none for a year. */
const containing = (period: Period): Period | undefined => {
  const { frequency } = partsOf(period)
  if (frequency === 'A') return undefined
  return periodOf(firstDay(period), frequency === 'M' ? 'Q' : 'A')
}

/** Every longer period that contains this one, the shortest first. */
export const coarserPeriods = (period: Period): Period[] => {
  const next = containing(period)
  return next === undefined ? [] : [next, ...coarserPeriods(next)]
}

/** The periods one step shorter that a period consists of, in order; none for a month. */
export const subPeriods = (period: Period): Period[] => {
  const { frequency, year, part } = partsOf(period)
  if (frequency === 'M') return []
  const finer = frequency === 'A' ? 'Q' : 'M'
  const count = PARTS[finer] / PARTS[frequency]
  return Array.from({ length: count }, (_, index) =>
    written({ frequency: finer, year, part: (part - 1) * count + index + 1 }),
  )
}

/** The period just before, of the same frequency. */
export const previousPeriod = (period: Period): Period => {
  const { frequency, year, part } = partsOf(period)
  return part > 1
    ? written({ frequency, year, part: part - 1 })
    : written({ frequency, year: year - 1, part: PARTS[frequency] })
}

/** The same period of the year before. */
export const yearBefore = (period: Period): Period => {
  const parts = partsOf(period)
  return written({ ...parts, year: parts.year - 1 })
}

/** The period before within the same year; none for the year's first. */
export const previousInYear = (period: Period): Period | undefined => {
  const { part } = partsOf(period)
  return part > 1 ? previousPeriod(period) : undefined
}

/** The period after within the same year; none for the year's last. */
export const nextInYear = (period: Period): Period | undefined => {
  const { frequency, year, part } = partsOf(period)
  return part < PARTS[frequency] ? written({ frequency, year, part: part + 1 }) : undefined
}

/** Every period of a frequency whose reference date lies between two dates, both included. */
export const periodsWithin = (from: string, to: string, frequency: Frequency): Period[] => {
  const periods: Period[] = []
  const { year, part } = partsOf(periodOf(from, frequency))
  for (let index = year * PARTS[frequency] + part - 1; ; index += 1) {
    const period = written({
      frequency,
      year: Math.floor(index / PARTS[frequency]),
      part: (index % PARTS[frequency]) + 1,
    })
    if (referenceDate(period) > to) return periods
    periods.push(period)
  }
}

/** Years between the reference dates of two periods: 2008 → 2014 is 6, 2024-Q1 → 2024-Q3 is 0.5. */
export const yearsBetween = (earlier: Period, later: Period): number => {
  const end = (period: Period) => {
    const { frequency, year, part } = partsOf(period)
    return year + part / PARTS[frequency]
  }
  return end(later) - end(earlier)
}
