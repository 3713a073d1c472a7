import type { Actor } from '#kernel/access'
import type { Contract } from '#kernel/contract'
import { serve } from '#kernel/http/serve'
import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import type { Power } from '#kernel/powers'
import type { Table } from '#kernel/table'
import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'
import { createCampaignFiles, createCampaigns } from '#monitoring/campaigns/index'
import { monitoringContract } from '#monitoring/contract'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import {
  aggregateKpis,
  createFigures,
  createMonitoring,
  createReleases,
  issueReleases,
  markChanges,
  rebuildKpis,
} from '#monitoring/index'
import type { ClusterFacts, MembershipFacts, ReportedEnterprise } from '#monitoring/model'
import { accountWith } from '../../support/things.ts'
import { asking, authenticateAs } from '../registry/support.ts'

/** An indicator whose values are secret, as it is imported. */
export const REVENUE = {
  code: 'revenue',
  name: { en: 'Revenue' },
  definition: { en: 'Revenue of the period' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  validRange: { min: '0' },
}

interface Region {
  readonly code: string
  readonly parent: string | null
  readonly level: string
  readonly path: readonly string[]
}

/** A region tree from rows, parents first. */
export const treeOf = (
  rows: readonly { code: string; parent: string; level: string }[],
): readonly Region[] => {
  const paths = new Map<string, readonly string[]>()
  return rows.map(({ code, parent, level }) => {
    const path = [...(paths.get(parent) ?? []), code]
    paths.set(code, path)
    return { code, level, path, parent: parent === '' ? null : parent }
  })
}

const GERMANY = treeOf([
  { code: 'DE', parent: '', level: 'country' },
  { code: 'DE-BY', parent: 'DE', level: 'land' },
  { code: 'DE-HE', parent: 'DE', level: 'land' },
  { code: 'DE-SN', parent: 'DE', level: 'land' },
])

const account = (subject: string, powers: readonly Power[], territory?: readonly string[]) =>
  accountWith(powers, territory, subject)

/** Somebody with the power to read releases early, who may be on their lists. */
const embargoReader = (person: string): Actor => {
  const actor = account(person, ['embargo.read'])
  return actor.kind === 'anonymous' || actor.capability === undefined
    ? actor
    : { ...actor, capability: { ...actor.capability, person } }
}

/** Somebody in the office of a cluster's management. */
const officeOf = (cluster: string): Actor => {
  const actor = account(`office-${cluster}`, ['kpi.submit'], ['DE-BY'])
  return actor.kind === 'anonymous' || actor.capability === undefined
    ? actor
    : {
        ...actor,
        capability: { ...actor.capability, positions: [{ holder: `org-${cluster}`, role: 'editor' }] },
      }
}

/** People with the powers that monitoring asks for. */
const people = {
  analyst: account('analyst', ['statistics.import', 'indicator.manage']),
  ministry: account('ministry', ['kpi.verify', 'target.set', 'job.redrive', 'kpi.submit', 'campaign.manage']),
  bavaria: account('bavaria', ['kpi.verify', 'target.set', 'campaign.manage'], ['DE-BY']),
  manager: account('manager', ['kpi.submit'], ['DE-BY']),
  participant: account('participant', []),
  office: officeOf('c1'),
  publisher: account('publisher', ['release.publish']),
  localPublisher: account('localPublisher', ['release.publish'], ['DE-BY']),
  insider: embargoReader('per_00000000000000000000000001'),
  outsider: embargoReader('per_00000000000000000000000002'),
}

/** A change of the register as its stream tells of it. */
export type RegisterChange = Parameters<ReturnType<typeof markChanges>>[0]
/** Monitoring, its figures and releases as one. */
const contract = {
  name: 'monitoring',
  routes: { ...monitoringContract.routes, ...figuresContract.routes, ...releasesContract.routes },
} as const satisfies Contract

/** Monitoring over an in-memory table, with a register that the test decides. */
export const monitoring = (
  options: {
    regions?: readonly Region[]
    industries?: readonly { readonly code: string; readonly parent?: string | null }[]
    categories?: readonly string[]
    now?: string
    /** What becomes of a change of the register; else it is marked at once. */
    stream?: (change: RegisterChange) => Promise<void>
    /** By cluster. */
    enterprises?: Readonly<Record<string, readonly ReportedEnterprise[]>>
  } = {},
) => monitoringOver(new MemoryTable(), options)

/** The same over any table. */
export const monitoringOver = <T extends Table>(table: T, options: Parameters<typeof monitoring>[0] = {}) => {
  const {
    regions = GERMANY,
    industries = [{ code: 'C' }],
    categories = ['auto', 'bio'],
    enterprises = {},
  } = options
  const register = new Map<string, ClusterFacts>()
  const memberships = new Map<string, MembershipFacts>()
  let now = new Date(options.now ?? '2026-03-01T09:00:00.000Z')
  const clock = () => now
  const codeLists = {
    regionTree: async () => ({ root: 'DE', regions }),
    find: async (_list: string, code: string) => industries.find((one) => one.code === code),
    pathOf: async (region: string) => regions.find(({ code }) => code === region)?.path,
    industries: async () => industries,
    categories: async () => categories.map((code) => ({ code })),
  }
  let factsRead = 0
  const registry = {
    clusterFacts: async (clusters?: readonly string[]) => {
      const all = [...register.values()]
      if (clusters !== undefined) return all.filter(({ cluster }) => clusters.includes(cluster))
      factsRead += 1
      return all
    },
    membershipFacts: async (clusters?: readonly string[]) =>
      [...memberships.values()].filter(({ cluster }) => clusters?.includes(cluster) ?? true),
  }
  const clusters = {
    clusterNames: async (ids: readonly string[]) =>
      new Map(ids.map((id) => [id, { en: `Cluster ${id}`, ru: `Кластер ${id}` }])),
    clusterRegions: async (id: string) => {
      const facts = register.get(id)
      const regionPaths = facts?.regions.at(-1)?.value
      if (facts === undefined || regionPaths === undefined) return undefined
      const category = facts.category.at(-1)?.value ?? ''
      return { regionPaths, category, managementOrganisation: `org-${id}` }
    },
  }
  const ports = { table, registry, codeLists, clock, newId: idSource() }
  const mark = options.stream ?? markChanges(table)
  let changes = 0
  const handler = serve({
    contract,
    handlers: {
      ...createMonitoring({ ...ports, clusters }),
      ...createFigures({ ...ports, clusters }),
      ...createReleases(ports),
    },
    authenticate: authenticateAs(people),
    table,
    clock,
  })
  const campaigns = serve({
    contract: campaignsContract,
    handlers: createCampaigns({ ...ports, clusters }),
    authenticate: authenticateAs(people),
    table,
    clock,
  })
  const files = serve({
    contract: campaignFilesContract,
    handlers: createCampaignFiles({ ...ports, clusters }),
    authenticate: authenticateAs(people),
    table,
    clock,
  })
  return {
    table,
    ports,
    clusters,
    askFiles: asking(campaignFilesContract, files),
    askCampaigns: asking(campaignsContract, campaigns),
    ask: asking(contract, handler),
    aggregate: aggregateKpis(ports),
    /** Prepares and publishes what is due. */
    issue: issueReleases({
      ...ports,
      enterprises: {
        of:
          async () =>
          ({ cluster }) =>
            enterprises[cluster] ?? [],
      },
    }),
    rebuild: rebuildKpis(ports),
    /** How often the facts of all clusters were read. */
    factsRead: () => factsRead,
    setClock: (instant: string) => {
      now = new Date(instant)
    },
    /** Changes a cluster's facts, and lets the stream tell of it. */
    setCluster: async (facts: ClusterFacts) => {
      const before = register.get(facts.cluster)
      register.set(facts.cluster, facts)
      const image = (data: ClusterFacts | undefined) => data && { entity: 'cluster-facts', data }
      changes += 1
      await mark({ name: `change-${changes}`, before: image(before), after: image(facts) })
    },
    setMembership: async (facts: MembershipFacts) => {
      const key = `${facts.cluster}#${facts.organisation}#${facts.from}`
      const before = memberships.get(key)
      memberships.set(key, facts)
      const image = (data: MembershipFacts | undefined) => data && { entity: 'membership', data }
      changes += 1
      await mark({ name: `change-${changes}`, before: image(before), after: image(facts) })
    },
  }
}

export type Monitoring = ReturnType<typeof monitoring>
