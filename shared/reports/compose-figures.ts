import type { Actor } from '#kernel/access'
import { DomainError, type ProblemCode } from '#kernel/errors'
import { type Indicator, type KpiAnswer, KpiQuery, type KpiRow, referenceDate } from '#monitoring/model'
import { type ClusterFacts, valueOn } from '#registry/model'
import {
  type Absence,
  besidePeriod,
  isInScope,
  keyFigure,
  lastPeriods,
  qualityOf,
  type ReportRun,
  ranked,
  type Scope,
  type Section,
  type SectionName,
  standingOn,
  trend,
} from './model.ts'
import type { Names } from './names.ts'
import type { StatingPorts } from './ports.ts'

/** What the figures of a report are read with. */
interface Asked extends Pick<ReportRun, 'content' | 'period'> {
  readonly actor: Actor
  readonly indicators: readonly Indicator[]
  readonly facts: readonly ClusterFacts[]
  readonly names: Names
}

type FigureSection = Extract<SectionName, 'key-figures' | 'trends' | 'ranking' | 'quality'>

/** Codes of clusters that one question takes: the address of one may have 400 characters. */
const UNITS_AT_ONCE = 12

/** Clusters that a cluster is ranked among at most: each costs two reads for each indicator. */
const MOST_PEERS = 60

/** Every figure that the report's sections need: for each indicator one question over time, and one for the ranking. */
export const figuresFor = async (
  ports: StatingPorts,
  asked: Asked,
): Promise<{ readonly [S in FigureSection]: Extract<Section, { section: S }> }> => {
  const { content } = asked
  const wants = (section: FigureSection) => content.sections.includes(section)
  const needsSeries = wants('key-figures') || wants('trends') || wants('quality')
  const figures: Extract<Section, { section: 'key-figures' }>['figures'] = []
  const trends: Extract<Section, { section: 'trends' }>['trends'] = []
  const rankings: Extract<Section, { section: 'ranking' }>['rankings'] = []
  const quality: Extract<Section, { section: 'quality' }>['quality'] = []
  for (const indicator of asked.indicators) {
    const { code } = indicator
    const period = besidePeriod(asked.period, indicator.frequency)
    const periods = lastPeriods(period, content.periods)
    if (needsSeries) {
      const series = await seriesOf(ports, asked, indicator, periods)
      const row = series.rows.find((one) => one.period === period)
      const figure = keyFigure(code, period, row)
      figures.push(series.refused === undefined ? figure : { ...figure, absence: series.refused })
      if (series.rows.some(({ value }) => value !== null)) trends.push(trend(code, periods, series.rows))
      if (wants('quality')) quality.push(qualityOf(code, period, row, await ports.figures.metadata(code)))
    }
    if (wants('ranking')) {
      const rows = await rankedRows(ports, asked, indicator, period)
      if (rows.some(({ value }) => value !== null))
        rankings.push({ indicator: code, period, rows: ranked(indicator.direction, rows, namedIn(asked)) })
    }
  }
  return {
    'key-figures': { section: 'key-figures', figures },
    trends: { section: 'trends', trends },
    ranking: { section: 'ranking', rankings },
    quality: { section: 'quality', quality },
  }
}

const seriesOf = (
  ports: StatingPorts,
  { content, actor, names }: Asked,
  { code }: Indicator,
  periods: readonly string[],
): Promise<Answer> => {
  const { scope } = content
  const [from] = periods
  const query = KpiQuery.parse({
    indicator: code,
    dimension: scope.kind === 'cluster' ? 'unit' : scope.kind,
    ...(scope.kind !== 'nation' && { code: names.subject.code }),
    from,
    to: periods.at(-1),
  })
  return answerOf(() => ports.figures.kpis(actor, query))
}

/** What a question was answered with, or why there is no answer. */
interface Answer {
  readonly rows: readonly KpiRow[]
  readonly refused?: Absence
}

/** Refusals that are an answer: not for this reader, or not a figure that the subject can have. */
const REFUSALS: Readonly<Partial<Record<ProblemCode, Absence>>> = {
  unauthenticated: 'withheld',
  forbidden: 'withheld',
  'invalid-request': 'not-applicable',
  'rule-failed': 'not-applicable',
  'not-found': 'not-applicable',
}

const answerOf = async (ask: () => Promise<KpiAnswer>): Promise<Answer> => {
  try {
    const { rows, series } = await ask()
    // A reader of releases gets nothing of what none of them holds.
    const unreleased = rows.length === 0 && series.some(({ release }) => release !== null)
    return { rows, ...(unreleased && { refused: 'withheld' as const }) }
  } catch (error) {
    const refused = error instanceof DomainError ? REFUSALS[error.code] : undefined
    if (refused === undefined) throw error
    return { rows: [], refused }
  }
}

/** The rows among which the subject stands: the regions of the nation; the regions beside a region; all categories; the
 *  clusters of a cluster's category. */
const rankedRows = async (
  ports: StatingPorts,
  asked: Asked,
  { code: indicator }: Indicator,
  period: string,
): Promise<readonly KpiRow[]> => {
  const { scope } = asked.content
  const ask = (over: object) => {
    const query = KpiQuery.parse({ indicator, from: period, to: period, change: 'none', ...over })
    return answerOf(() => ports.figures.kpis(asked.actor, query))
  }
  switch (scope.kind) {
    case 'nation':
      return (await ask({ dimension: 'region' })).rows
    case 'region': {
      const { regions } = await ports.reference.regionTree()
      const parent = regions.find(({ code }) => code === scope.code)?.parent ?? undefined
      return (await ask({ dimension: 'region', ...(parent !== undefined && { within: parent }) })).rows
    }
    case 'category':
      return (await ask({ dimension: 'category' })).rows
    case 'cluster': {
      const peers = peersOf(scope.code, asked.facts, referenceDate(period))
      const rows: KpiRow[] = []
      for (let start = 0; start < peers.length; start += UNITS_AT_ONCE) {
        const code = peers.slice(start, start + UNITS_AT_ONCE).join(',')
        rows.push(...(await ask({ dimension: 'unit', code })).rows)
      }
      return rows
    }
  }
}

/** A cluster and those beside it: of the same category, in a register on the day. */
const peersOf = (cluster: string, facts: readonly ClusterFacts[], day: string): readonly string[] => {
  const own = facts.find((one) => one.cluster === cluster)
  const category = own && valueOn(own.category, day)
  if (category === undefined) return [cluster]
  const scope: Scope = { kind: 'category', code: category }
  const others = facts.filter(
    (one) => one.cluster !== cluster && isInScope(one, scope, day) && standingOn(one, day).length > 0,
  )
  return [cluster, ...others.map((one) => one.cluster).sort()].slice(0, MOST_PEERS)
}

const namedIn =
  ({ content, names }: Asked) =>
  (code: string) => {
    const { kind } = content.scope
    const nameOf = kind === 'cluster' ? names.cluster : kind === 'category' ? names.category : names.region
    return { name: nameOf(code), own: kind !== 'nation' && code === names.subject.code }
  }
