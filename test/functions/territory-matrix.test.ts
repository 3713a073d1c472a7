import { beforeAll, describe, expect, it } from 'vitest'
import { governanceContract } from '#governance/contract'
import { createGovernance, personalDataStore } from '#governance/index'
import type { Actor } from '#kernel/access'
import type { Contract } from '#kernel/contract'
import { type ApiHandler, serve } from '#kernel/http/serve'
import { MemoryTable } from '#kernel/memory-table'
import { POWERS, type Power } from '#kernel/powers'
import { referenceContract } from '#reference/contract'
import { referenceReader } from '#reference/readers'
import { registryContract } from '#registry/contract'
import { registryReader } from '#registry/readers'
import { clusterProbes } from '../support/territory-matrix/cluster-probes.ts'
import { governanceProbes } from '../support/territory-matrix/governance-probes.ts'
import {
  type Holder,
  type Probe,
  routes,
  verdictsOn,
  type World,
} from '../support/territory-matrix/matrix.ts'
import { procedureProbes } from '../support/territory-matrix/procedure-probes.ts'
import { NOW, person, platform } from '../unit/registry/support.ts'
import { asking, authenticateAs } from './registry/support.ts'

let accounts = 0

/** An account with one grant. */
const accountOf = ({ name, territory, from, to }: Holder, power: Power): Actor => {
  accounts += 1
  const account = person(`${name} (${power})`, [power], territory)
  if (account.kind === 'anonymous' || account.capability === undefined) return account
  const grants = account.capability.grants.map((grant) => ({ ...grant, from, to }))
  const id = `per_${String(accounts).padStart(26, '0')}`
  return { ...account, capability: { ...account.capability, person: id, grants } }
}

/** All contracts of the matrix as one. */
const contract = {
  name: 'matrix',
  routes: { ...registryContract.routes, ...referenceContract.routes, ...governanceContract.routes },
} as const satisfies Contract

/** The functions in this process, over tables in memory. */
const worldInProcess = async (): Promise<World> => {
  const { registry, reference, table, referenceTable } = await platform()
  const governance = createGovernance({
    table,
    usage: table,
    personal: personalDataStore({ data: new MemoryTable(), keys: new MemoryTable() }),
    reference: referenceReader(referenceTable),
    clusters: registryReader(table),
  })
  const people: Record<string, Actor> = {
    preparer: person('preparer', POWERS),
    assessor: person('assessor', POWERS),
    decider: person('decider', POWERS),
  }
  const handler: ApiHandler = serve({
    contract,
    handlers: { ...registry, ...reference, ...governance },
    authenticate: authenticateAs(people),
    table,
    clock: () => NOW,
  })
  const ask = asking(contract, handler)
  return {
    today: NOW.toISOString().slice(0, 10),
    ask: async (as, method, path, { body, version } = {}) => {
      const name = typeof as === 'string' ? as : `${as.holder.name} (${as.power})`
      if (typeof as !== 'string') people[name] ??= accountOf(as.holder, as.power)
      const headers = version === undefined ? {} : { 'if-match': `"${version}"` }
      const answer = await ask(method, path, { as: name, headers, ...(body !== undefined && { body }) })
      return { status: answer.status, body: answer.body }
    },
  }
}

/** Routes with a power that decide on no place, or whose places are tried elsewhere, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  changeCode: 'as importCodes: the whole deployment',
  planRelease: 'the whole deployment: test/functions/monitoring/releases',
  changeRelease: 'as planRelease',
  cancelRelease: 'as planRelease',
  prepareRelease: 'as planRelease',
  reconfirmEntry: 'needs a register with rule sets: test/unit/registry/judged-decisions',
  restoreEntries: 'as openRestoration, record by record: test/unit/registry/restoration',
  completeRestoration: 'as openRestoration: test/unit/registry/restoration',
  findDuplicateOrganisations: 'shows what everybody may see: test/unit/registry/duplicates',
  findDuplicateClusters: 'shows what everybody may see: test/unit/registry/duplicates',
  importSubstitutions: 'as createSubstitution, row by row: test/unit/governance/importing',
  importRuleSets: 'as createRuleSet, row by row: test/unit/registry/rules/rule-sets',
  listExtracts: 'the territory of the register: test/unit/extracts',
  importExtracts: 'the territory of the register: test/unit/extracts',
  importEstablishments: 'as importOrganisations, row by row: test/unit/registry/organisations',
  ...Object.fromEntries(
    [
      'createCampaign',
      'changeCampaign',
      'openCampaign',
      'endCampaign',
      'changeDuty',
      'saveForm',
      'submitForm',
      'decideForm',
      'imputeValues',
      'inviteMember',
      'revokeMemberForm',
      'rollUpMembers',
    ].map((route) => [route, 'needs an open campaign: test/functions/monitoring/campaigns/territory']),
  ),
  getTemplate: 'rows of own clusters only: test/functions/monitoring/campaigns/files',
  uploadTable: 'as saveForm, row by row: test/functions/monitoring/campaigns/files',
  ...Object.fromEntries(
    ['listPersons', 'getPerson', 'createPerson', 'correctPerson', 'importPersons'].map((route) => [
      route,
      'people have no place',
    ]),
  ),
  ...Object.fromEntries(
    ['listPositions', 'getPosition', 'listSubstitutions', 'getSubstitution'].map((route) => [
      route,
      'whoever shares out powers sees who holds positions',
    ]),
  ),
  ...Object.fromEntries(
    ['listApiKeys', 'getApiKey', 'createApiKey', 'rotateApiKey', 'revokeApiKey'].map((route) => [
      route,
      'takes the powers of the key besides: test/unit/governance/api-keys',
    ]),
  ),
  ...Object.fromEntries(
    ['importIndicators', 'changeIndicator', 'decideObservation', 'importTargets', 'listJobs', 'getJob'].map(
      (route) => [route, 'monitoring: test/functions/monitoring'],
    ),
  ),
  ...Object.fromEntries(
    ['listAlertRules', 'createAlertRule', 'getAlertRule', 'previewAlertRule', 'changeAlertRule'].map(
      (route) => [route, 'alerts: test/functions/monitoring/alerts'],
    ),
  ),
  ...Object.fromEntries(
    ['listDeliveries', 'redriveDelivery'].map((route) => [
      route,
      'messages have no place: test/unit/delivery',
    ]),
  ),
  ...Object.fromEntries(
    ['listFailures', 'getFailure', 'redriveFailure', 'dismissFailure'].map((route) => [
      route,
      'what functions gave up on has no place: test/unit/delivery/failures',
    ]),
  ),
  ...Object.fromEntries(
    ['createDocument', 'changeDocument', 'addVersion', 'getUpload', 'withdrawDocument'].map((route) => [
      route,
      'documents: test/functions/knowledge',
    ]),
  ),
  ...Object.fromEntries(
    [
      'listReports',
      'createReport',
      'getReport',
      'changeReport',
      'runReport',
      'listRunsOfReport',
      'redriveReportRun',
      'previewReport',
    ].map((route) => [route, 'reports: test/unit/reports']),
  ),
  importFacilities: 'as createFacility and changeFacility, row by row: test/unit/registry/facilities',
  ...Object.fromEntries(
    ['agreeToOpenness', 'withdrawOpenness'].map((route) => [
      route,
      'the management of the cluster alone: test/functions/monitoring/openness',
    ]),
  ),
  ...Object.fromEntries(
    ['listRecords', 'importRecords', 'getReportRunFile', 'sendReportRunFile'].map((route) => [
      route,
      'the whole deployment: test/unit/records',
    ]),
  ),
  ...Object.fromEntries(
    ['listChanges', 'listDays', 'getDay'].map((route) => [route, 'the trail is of the whole deployment']),
  ),
}

const probes: readonly Probe[] = [...procedureProbes, ...clusterProbes, ...governanceProbes]

it('tries every route with a power, or says why not', () => {
  const named = routes.filter(([, { access }]) => typeof access === 'object').map(([name]) => name)
  const tried = new Set(probes.map(({ route }) => route))
  expect(named.filter((route) => !tried.has(route) && OTHERWISE[route] === undefined)).toEqual([])
  expect(Object.keys(OTHERWISE).filter((route) => tried.has(route) || !named.includes(route))).toEqual([])
})

describe('who may do what where and when', () => {
  let world: World
  beforeAll(async () => {
    world = await worldInProcess()
  })

  it.each(probes.map((probe): [string, Probe] => [`${probe.route} by ${probe.power}`, probe]))(
    '%s',
    async (_name, probe) => {
      const { decisions, admitted, wrong } = await verdictsOn(world, probe)
      expect(wrong).toEqual([])
      expect(decisions).toBe(probe.cases.length * 24)
      // Whoever has power over everything is admitted, and whoever has it over a district is not.
      expect(admitted).toBeGreaterThanOrEqual(2 * probe.cases.length)
      expect(admitted).toBeLessThan(decisions / 2)
    },
  )
})
