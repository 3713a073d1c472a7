import type { Actor } from '#kernel/access'
import { canonicalJson, sha256 } from '#kernel/digest'
import type { LocalisedText } from '#kernel/localised-text'
import type { Alert } from '#monitoring/alerts/model'
import { firstDay, type Indicator, referenceDate } from '#monitoring/model'
import type { ClusterFacts } from '#registry/model'
import { figuresFor } from './compose-figures.ts'
import {
  listedClusters,
  type ReportDocument,
  type ReportRun,
  type ReportStatement,
  registryChanges,
  reportedAlerts,
  type Section,
  type SectionName,
  sectionsOf,
} from './model.ts'
import { type Names, namesFor } from './names.ts'
import type { MakingPorts, StatingPorts } from './ports.ts'

/** What a report is asked to say, and with whose rights it reads figures for authorities. */
interface Asked extends Pick<ReportRun, 'content' | 'period'> {
  readonly actor: () => Promise<Actor>
}

/** Everything that a report says, read now: figures as `/kpis` shows them to everybody or, in a report for authorities, to
 *  whose rights it is made with; of the register what is public. */
export const stateReport =
  (ports: StatingPorts) =>
  async ({ content, period, actor: rights }: Asked): Promise<ReportStatement> => {
    const { scope } = content
    const sections = sectionsOf(content)
    const actor: Actor = content.audience === 'public' ? { kind: 'anonymous' } : await rights()
    const [catalogue, facts, alerts] = await Promise.all([
      ports.figures.catalogue(),
      factsFor(ports, sections, scope.kind),
      sections.includes('alerts') ? ports.alerts.unresolvedFor(actor) : [],
    ])
    const names = await namesFor(ports, scope, [
      ...facts.map(({ cluster }) => cluster),
      ...alerts.flatMap(({ subject }) => (isCluster(subject) ? [subject.code] : [])),
    ])
    const indicatorOf = (code: string) => catalogue.find((one) => one.code === code)
    const indicators = content.indicators.flatMap((code): readonly Indicator[] => {
      const found = indicatorOf(code)
      return found === undefined ? [] : [found]
    })
    const figures = await figuresFor(ports, { content, period, actor, indicators, facts, names })
    const days = { from: firstDay(period), to: referenceDate(period) }
    const sectionOf = (name: SectionName): Section => {
      switch (name) {
        case 'registry': {
          const standing = listedClusters(facts, scope, days.to, names)
          const registered = standing.filter(({ status }) => status === 'registered').length
          return {
            section: name,
            ...days,
            registered,
            suspended: standing.length - registered,
            changes: registryChanges(facts, scope, days, names.cluster),
          }
        }
        case 'clusters':
          return { section: name, on: days.to, clusters: listedClusters(facts, scope, days.to, names) }
        case 'alerts': {
          const named = (subject: Alert['subject']) => nameOfSubject(subject, names)
          return { section: name, alerts: reportedAlerts(alerts, scope, named, indicatorOf) }
        }
        case 'method':
          return { section: name }
        default:
          return figures[name]
      }
    }
    const said = {
      names: content.names,
      audience: content.audience,
      subject: { kind: scope.kind, ...names.subject },
      period,
      frequency: content.frequency,
      indicators,
      sections: sections.map(sectionOf),
    }
    return { ...said, inputHash: sha256(canonicalJson(said)) }
  }

/** A report as a run makes it: what it says, of which run and when. */
export const composeReport = (ports: MakingPorts) => {
  const state = stateReport(ports)
  return async (run: ReportRun, at: Date): Promise<ReportDocument> => {
    const said = await state({ ...run, actor: () => ports.actingPerson(run.owner, at) })
    return {
      format: 1,
      report: run.report,
      run: run.id,
      ...(ports.training && { training: true as const }),
      ...said,
      madeAt: at.toISOString(),
      due: run.due,
    }
  }
}

const isCluster = ({ universe, dimension }: Alert['subject']): boolean =>
  dimension === 'unit' && universe === 'cluster'

/** What an alert concerns is called; stages and types have no names but their codes. */
const nameOfSubject = (subject: Alert['subject'], names: Names): LocalisedText => {
  const { dimension, code } = subject
  switch (dimension) {
    case 'unit':
      return isCluster(subject) ? names.cluster(code) : names.region(code)
    case 'region':
    case 'region-seat':
      return names.region(code)
    case 'category':
    case 'category-any':
      return names.category(code)
    case 'section':
      return names.industry(code)
    case 'stage':
    case 'type':
      return { en: code }
  }
}

/** The register's facts, unless no section speaks of them. */
const factsFor = async (
  { register }: StatingPorts,
  sections: readonly SectionName[],
  kind: 'nation' | 'region' | 'category' | 'cluster',
): Promise<readonly ClusterFacts[]> =>
  sections.includes('registry') ||
  sections.includes('clusters') ||
  (kind === 'cluster' && sections.includes('ranking'))
    ? register.clusterFacts()
    : []
