import type { Clock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { createReleases, issueReleases } from '#monitoring/index'
import { OPERATOR } from './operator.ts'

type Ports = Omit<Parameters<typeof issueReleases>[0], 'clock' | 'table'> & { readonly table: Table }

const DAY = 24 * 60 * 60_000

const inDays = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY)

interface SampleRelease {
  readonly title: { readonly en: string; readonly ru: string }
  readonly note?: { readonly en: string; readonly ru: string }
  readonly indicators: string[]
  readonly periods: string[]
  /** From today. */
  readonly days: number
}

/** The first release of the sample. */
export const FIRST_RELEASE: SampleRelease = {
  title: { en: 'Revenue, first quarter of 2025', ru: 'Выручка, первый квартал 2025 года' },
  indicators: ['revenue'],
  periods: ['2025-Q1'],
  days: -120,
}

/** The second one, after late reports: it goes on, and revises the first. */
export const SECOND_RELEASE: SampleRelease = {
  title: { en: 'Revenue, first half of 2025', ru: 'Выручка, первое полугодие 2025 года' },
  note: {
    en: 'Takes in late reports of the first quarter.',
    ru: 'Учтены поздние отчёты за первый квартал.',
  },
  indicators: ['revenue'],
  periods: ['2025-Q1', '2025-Q2'],
  days: -30,
}

/** One that is to come. */
export const PLANNED_RELEASE: SampleRelease = {
  title: { en: 'Research and investment, 2025', ru: 'Исследования и инвестиции, 2025 год' },
  indicators: ['rd-spend', 'value-added', 'rd-intensity'],
  periods: ['2024', '2025'],
  days: 60,
}

/** Puts a release on the calendar a week before its time, and lets the job prepare and publish it then if that is past. */
export const releaseFigures = async (
  ports: Ports,
  { days, ...plan }: SampleRelease,
  now: Date,
): Promise<void> => {
  const releaseAt = inDays(now, days)
  const at = inDays(releaseAt, -7)
  const releases = createReleases(ports)
  await releases.planRelease({
    actor: OPERATOR,
    requestId: 'sample',
    at,
    language: 'en',
    body: { ...plan, releaseAt: releaseAt.toISOString(), embargo: [] },
    params: undefined,
    query: undefined,
    page: { limit: 50 },
  })
  const clock: Clock = () => releaseAt
  if (releaseAt < now) await issueReleases({ ...ports, clock })()
}
