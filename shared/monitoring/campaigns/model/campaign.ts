import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { idOf } from '#kernel/ids'
import { LocalisedText, type PlatformText } from '#kernel/localised-text'
import {
  AskedFigure,
  type ClusterFacts,
  type Duty,
  faultOfValue,
  type Indicator,
  type IndicatorCode,
  isInField,
  Period,
  TOTAL,
  valueOn,
} from '../../model.ts'
import { Check, figureName } from './plausibility.ts'

export const CampaignId = idOf('cam')
export type CampaignId = z.output<typeof CampaignId>

/** Figures of one campaign: the records of a form with all of them, its own and those that guard it fit one
 *  transaction. */
export const MOST_FIGURES = 24

/** Clusters that may owe in one campaign: their list is one record. */
export const MOST_CLUSTERS = 5000

const TimeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  },
  {
    error: 'is not an IANA time zone such as Europe/Berlin',
    params: { ru: 'не часовой пояс IANA, например Europe/Berlin' },
  },
)

/** Which clusters owe: within a territory, of some primary categories, in a state. */
export const Scope = z.object({
  territory: z.array(z.string().min(1).max(40)).min(1).max(50).register(z.globalRegistry, {
    description: 'Region codes, or * for all; a cluster is within if all of its regions are',
  }),
  categories: z.array(z.string().min(1).max(60)).min(1).max(50).exactOptional(),
  statuses: z
    .array(z.enum(['registered', 'suspended']))
    .min(1)
    .default(['registered', 'suspended']),
  later: z.boolean().default(true).register(z.globalRegistry, {
    description: 'Whether clusters that come into the scope after the opening owe too',
  }),
})
export type Scope = z.output<typeof Scope>

const CONTENT = {
  name: LocalisedText,
  figures: z.array(AskedFigure).min(1).max(MOST_FIGURES),
  period: Period,
  opensOn: CalendarDate,
  deadline: CalendarDate.meta({ description: 'The last day in the time zone of the campaign' }),
  timeZone: TimeZone.default('UTC'),
  reminders: z.array(z.int().min(-90).max(90)).max(10).default([-7, -1, 1]).register(z.globalRegistry, {
    description: 'Days on which who has not submitted is reminded: −7 is a week before the deadline',
  }),
  scope: Scope,
  checks: z.array(Check).max(50).default([]),
}

const once = <T>(values: readonly T[], name: (value: T) => string) =>
  new Set(values.map(name)).size === values.length

/** What people decide about a campaign. */
export const CampaignContent = z
  .object(CONTENT)
  .refine(({ figures }) => once(figures, figureName), {
    error: 'names a figure twice',
    path: ['figures'],
    params: { ru: 'показатель указан дважды' },
  })
  .refine(({ opensOn, deadline }) => opensOn <= deadline, {
    error: 'is before the opening',
    path: ['deadline'],
    params: { ru: 'раньше открытия' },
  })
  .register(z.globalRegistry, { id: 'CampaignContent' })
export type CampaignContent = z.output<typeof CampaignContent>

/** `planned` until it opens; `open` takes forms; `closed` takes no more; `cancelled` asks for nothing. */
const CampaignStatus = z
  .enum(['planned', 'open', 'closed', 'cancelled'])
  .register(z.globalRegistry, { id: 'CampaignStatus' })

/** A campaign as it stands. */
export const Campaign = z
  .object({
    ...CONTENT,
    id: CampaignId,
    status: CampaignStatus,
    createdBy: z.string(),
    openedAt: Instant.exactOptional(),
    endedAt: Instant.exactOptional(),
    /** Why it was closed or cancelled. */
    reason: z.string().exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Campaign' })
export type Campaign = z.output<typeof Campaign>

/** What the catalogue and the breakdowns say against what a campaign asks for; null when it can be reported. */
export const faultOfFigures = (
  { figures, period }: Pick<CampaignContent, 'figures' | 'period'>,
  catalogue: ReadonlyMap<IndicatorCode, Indicator>,
  breakdowns: ReadonlySet<string>,
): PlatformText | null => {
  for (const { indicator: code, breakdown } of figures) {
    const indicator = catalogue.get(code)
    if (indicator === undefined)
      return {
        en: `There is no indicator "${code}" in ${period}.`,
        ru: `Показателя «${code}» в ${period} нет.`,
      }
    const fault = faultOfValue(indicator, { period, value: null, obsStatus: 'O' })
    if (fault !== null) return { en: `${fault}.`, ru: `Показатель «${code}» нельзя запросить: ${fault}.` }
    if (breakdown !== TOTAL && !breakdowns.has(breakdown))
      return {
        en: `"${breakdown}" is not a code of the industries, nor ${TOTAL} for the total.`,
        ru: `«${breakdown}» — не код отрасли и не ${TOTAL} (всего).`,
      }
  }
  return null
}

/** What can no longer change once a campaign has opened, by name. */
export const changedAfterOpening = (before: Campaign, after: CampaignContent): string[] =>
  (['figures', 'period', 'opensOn', 'timeZone', 'scope'] as const).filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  )

/** The clusters in a scope on a date. */
export const inScope = (
  { territory, categories, statuses }: Scope,
  clusters: readonly ClusterFacts[],
  date: CalendarDate,
): string[] =>
  clusters
    .filter((facts) =>
      facts.entries.some(({ status }) => statuses.some((wanted) => wanted === valueOn(status, date))),
    )
    .filter((facts) => isInField({ territory, ...(categories !== undefined && { categories }) }, facts, date))
    .map(({ cluster }) => cluster)
    .sort()

/** Who owes when a campaign opens. */
export const dutyAtOpening = (
  { id, period, figures, scope }: Campaign,
  clusters: readonly string[],
): Duty => ({
  campaign: id,
  period,
  figures: [...figures],
  territory: [...scope.territory],
  ...(scope.categories !== undefined && { categories: [...scope.categories] }),
  opened: [...clusters],
  changes: [],
})

/** The clusters that came into the scope after the opening and were never asked. */
export const laterClusters = ({ opened, changes }: Duty, inScopeNow: readonly string[]): string[] => {
  const known = new Set([...opened, ...changes.map(({ cluster }) => cluster)])
  return inScopeNow.filter((cluster) => !known.has(cluster))
}
