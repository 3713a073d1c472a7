import { canonicalJson, sha256 } from '#kernel/digest'
import { firstDay, type Indicator, referenceDate } from '#monitoring/model'
import type { ClusterFacts } from '#registry/model'
import { figuresFor } from './compose-figures.ts'
import {
  listedClusters,
  type ReportDocument,
  type ReportRun,
  registryChanges,
  SECTIONS,
  type Section,
  type SectionName,
} from './model.ts'
import { namesFor } from './names.ts'
import type { MakingPorts } from './ports.ts'

/** Everything that a report says, read now: figures as `/kpis` shows them to everybody or, in a report for authorities, to
 *  whose rights it is made with; of the register what is public. */
export const composeReport =
  (ports: MakingPorts) =>
  async (run: ReportRun, at: Date): Promise<ReportDocument> => {
    const { content, period } = run
    const { scope } = content
    const [catalogue, facts] = await Promise.all([
      ports.figures.catalogue(),
      factsFor(ports, content.sections, scope.kind),
    ])
    const names = await namesFor(ports, scope, facts)
    const actor =
      content.audience === 'public'
        ? ({ kind: 'anonymous' } as const)
        : await ports.actingPerson(run.owner, at)
    const indicators = content.indicators.flatMap((code): readonly Indicator[] => {
      const found = catalogue.find((one) => one.code === code)
      return found === undefined ? [] : [found]
    })
    const figures = await figuresFor(ports, { run, actor, indicators, facts, names })
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
      sections: SECTIONS.filter((name) => content.sections.includes(name)).map(sectionOf),
    }
    return {
      format: 1,
      report: run.report,
      run: run.id,
      ...said,
      madeAt: at.toISOString(),
      due: run.due,
      inputHash: sha256(canonicalJson(said)),
    }
  }

/** The register's facts, unless no section speaks of them. */
const factsFor = async (
  { register }: MakingPorts,
  sections: readonly SectionName[],
  kind: 'nation' | 'region' | 'category' | 'cluster',
): Promise<readonly ClusterFacts[]> =>
  sections.includes('registry') ||
  sections.includes('clusters') ||
  (kind === 'cluster' && sections.includes('ranking'))
    ? register.clusterFacts()
    : []
