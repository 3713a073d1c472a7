import * as z from 'zod'
import { wording } from '#kernel/wording'
import { Instant } from '../../../kernel/clock.ts'
import { idOf } from '../../../kernel/ids.ts'
import type { PlatformText } from '../../../kernel/localised-text.ts'
import { LocalisedText } from '../../../kernel/localised-text.ts'
import {
  Breakdown,
  type Catalogue,
  frequencyOf,
  IndicatorCode,
  isCoarser,
  isRegistryCount,
  isStored,
  Period,
  TOTAL,
  Universe,
} from '../../model.ts'

export const ReleaseId = idOf('rel')
export type ReleaseId = z.output<typeof ReleaseId>

/** Number of a release: 1, 2, 3 … in the order in which they were prepared, without gaps. */
export const ReleaseNumber = z.int().min(1).register(z.globalRegistry, { id: 'ReleaseNumber', example: 7 })

/** One of those who see a release before its time, and by which office. */
const EmbargoReader = z.object({
  person: idOf('per'),
  /** Shown to everybody: who may know the figures beforehand is public. */
  office: LocalisedText,
})

/** Slices that one release holds at most, so that preparing it ends. */
const MOST_SLICES = 400

/** What an authority decides about a release. */
export const ReleasePlan = z
  .object({
    title: LocalisedText,
    /** When it becomes public. */
    releaseAt: Instant,
    indicators: z.array(IndicatorCode).min(1).max(40),
    periods: z.array(Period).min(1).max(40),
    /** What is revised, and why. */
    note: LocalisedText.exactOptional(),
    /** Who may see it before; each also needs the power embargo.read. */
    embargo: z.array(EmbargoReader).max(50).default([]),
  })
  .register(z.globalRegistry, { id: 'ReleasePlan' })
export type ReleasePlan = z.output<typeof ReleasePlan>

/** Which making of a release's contents: one that is prepared again before its time lies beside the earlier one. */
const Attempt = z.int().min(1)

const PlannedRelease = ReleasePlan.extend({
  release: ReleaseId,
  status: z.literal('planned'),
  /** From when on it may be prepared. */
  prepareAt: Instant,
})

const numbered = ReleasePlan.extend({ release: ReleaseId, number: ReleaseNumber, attempt: Attempt })

/** Being prepared; `done`: what is complete, so that a run that died half way is gone on with. */
const PreparingRelease = numbered.extend({
  status: z.literal('preparing'),
  preparedAt: z.null(),
  done: z.array(z.string()),
})
const PreparedRelease = numbered.extend({ status: z.literal('prepared'), preparedAt: Instant })
const PublishedRelease = numbered.extend({
  status: z.literal('published'),
  preparedAt: Instant,
  publishedAt: Instant,
  /** Whether it came more than a quarter of an hour after its time. */
  late: z.boolean(),
})

/** A release on its way: planned, being prepared, prepared and under embargo, published. A published one never changes. */
export const Release = z.discriminatedUnion('status', [
  PlannedRelease,
  PreparingRelease,
  PreparedRelease,
  PublishedRelease,
])
export type Release = z.output<typeof Release>
export type PlannedRelease = z.output<typeof PlannedRelease>
export type PreparingRelease = z.output<typeof PreparingRelease>
export type PreparedRelease = z.output<typeof PreparedRelease>
export type PublishedRelease = z.output<typeof PublishedRelease>
/** A release that has contents. */
export type NumberedRelease = Exclude<Release, PlannedRelease>

/** How much later than its time a release counts as late. */
const LATE_MINUTES = 15

export const published = (release: PreparedRelease, at: Date): PublishedRelease => ({
  ...release,
  status: 'published',
  publishedAt: at.toISOString(),
  late: at.getTime() > new Date(release.releaseAt).getTime() + LATE_MINUTES * 60_000,
})

/** Hours before its time at which a release is prepared, if nobody asks for it earlier. */
const PREPARED_HOURS_BEFORE = 24

export const plannedFor = ({ releaseAt }: Pick<ReleasePlan, 'releaseAt'>): string =>
  new Date(new Date(releaseAt).getTime() - PREPARED_HOURS_BEFORE * 60 * 60_000).toISOString()

/** When the job has to see to a release next; undefined once it is published. */
export const nextStepAt = (release: Release): string | undefined => {
  switch (release.status) {
    case 'planned':
      return release.prepareAt
    case 'preparing':
      // At once: nothing else is prepared before it is complete.
      return new Date(0).toISOString()
    case 'prepared':
      return release.releaseAt
    case 'published':
      return undefined
  }
}

/** The slices of a release: each of its indicators in each of its periods that is no shorter than its own. */
export const slicesOfPlan = (
  { indicators, periods }: Pick<ReleasePlan, 'indicators' | 'periods'>,
  catalogue: Catalogue,
): readonly { readonly indicator: IndicatorCode; readonly period: Period }[] =>
  indicators.flatMap((indicator) => {
    const frequency = catalogue.get(indicator)?.frequency
    return frequency === undefined
      ? []
      : [...new Set(periods)]
          .filter((period) => !isCoarser(frequency, frequencyOf(period)))
          .map((period) => ({ indicator, period }))
  })

/** What is wrong with a plan, in words; null when it may stand. */
export const faultOfPlan = (plan: ReleasePlan, catalogue: Catalogue, now: Date): PlatformText | null => {
  if (plan.releaseAt <= now.toISOString())
    return {
      en: `releaseAt ${plan.releaseAt} is past; a release is planned for a time to come`,
      ru: `releaseAt ${plan.releaseAt} уже прошло; выпуск планируется на будущее`,
    }
  for (const code of plan.indicators) {
    const fault = faultOfIndicator(code, catalogue)
    if (fault !== null) return fault
  }
  const slices = slicesOfPlan(plan, catalogue)
  const idle = plan.indicators.find((code) => slices.every(({ indicator }) => indicator !== code))
  if (idle !== undefined)
    return {
      en: `none of the periods is of the frequency of "${idle}" or longer`,
      ru: `ни один из периодов не соответствует периодичности «${idle}»`,
    }
  if (slices.length > MOST_SLICES)
    return {
      en: `these are ${slices.length} indicators × periods, more than ${MOST_SLICES}; make several releases`,
      ru: `это ${slices.length} показателей × периодов, больше ${MOST_SLICES}; сделайте несколько выпусков`,
    }
  return null
}

const faultOfIndicator = (code: IndicatorCode, catalogue: Catalogue): PlatformText | null => {
  const indicator = catalogue.get(code)
  if (indicator === undefined)
    return { en: `there is no indicator "${code}"`, ru: `показателя «${code}» нет` }
  if (isRegistryCount(code))
    return {
      en: `"${code}" is counted in the register, whose figures are always live`,
      ru: `«${code}» считается по реестру; такие значения всегда текущие`,
    }
  if (!isStored(indicator))
    return {
      en: `"${code}" is made when read from other figures; release those`,
      ru: `«${code}» вычисляется при чтении из других значений; выпускайте их`,
    }
  if (indicator.confidentiality === 'authority-only')
    return {
      en: `"${code}" is for authorities only and never published`,
      ru: `«${code}» предназначен только для органов и не публикуется`,
    }
  return null
}

/** What a release holds of one slice: how many reported of those expected in the nation, and how many of its figures and
 *  changes are shown, stand from an earlier release, or are withheld. */
export const ReleaseContent = z
  .object({
    universe: Universe.default('cluster'),
    indicator: IndicatorCode,
    breakdown: Breakdown.default(TOTAL),
    period: Period,
    reporting: z.int(),
    expected: z.int().nullable(),
    shown: z.int(),
    standing: z.int(),
    withheld: z.int(),
  })
  .register(z.globalRegistry, { id: 'ReleaseContent' })
export type ReleaseContent = z.output<typeof ReleaseContent>

/** A release in an address: its id, or its number once it has one. */
export const ReleaseRef = z
  .union([
    ReleaseId,
    z
      .string()
      .regex(
        /^[1-9]\d{0,6}$/,
        wording({ en: 'expected a number of a release', ru: 'ожидается номер выпуска' }),
      ),
  ])
  .register(z.globalRegistry, { id: 'ReleaseRef', example: '1' })
export type ReleaseRef = z.output<typeof ReleaseRef>

/** A release as everybody sees it: who may see it early by office, and by name only to those who publish. */
export const ReleaseView = ReleasePlan.omit({ embargo: true })
  .extend({
    release: ReleaseId,
    status: z.enum(['planned', 'preparing', 'prepared', 'published']),
    /** Given when it is prepared. */
    number: ReleaseNumber.nullable(),
    preparedAt: Instant.nullable(),
    publishedAt: Instant.nullable(),
    /** Whether it came more than a quarter of an hour after its time. */
    late: z.boolean(),
    embargo: z.array(EmbargoReader.partial({ person: true })),
  })
  .register(z.globalRegistry, { id: 'Release' })
export type ReleaseView = z.output<typeof ReleaseView>

/** @param withNames whether the persons who may see it early are named */
export const viewOfRelease = (release: Release, withNames: boolean): ReleaseView => {
  const { title, releaseAt, indicators, periods, note } = release
  return {
    title,
    releaseAt,
    indicators,
    periods,
    ...(note !== undefined && { note }),
    release: release.release,
    status: release.status,
    number: release.status === 'planned' ? null : release.number,
    preparedAt: release.status === 'planned' ? null : release.preparedAt,
    publishedAt: release.status === 'published' ? release.publishedAt : null,
    late: release.status === 'published' && release.late,
    embargo: withNames ? release.embargo : release.embargo.map(({ office }) => ({ office })),
  }
}
