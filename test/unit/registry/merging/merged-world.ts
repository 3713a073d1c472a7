import type { Actor } from '#kernel/access'
import type { NewId } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import { createRegistry } from '#registry/index'
import { anEntry, anOrganisation, anonymous, type Platform, person, platformIn, send } from '../support.ts'

export const INN = { scheme: 'RU-INN', value: '7707083893' }
export const OTHER_INN = { scheme: 'RU-INN', value: '7736050003' }
export const LEI = { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }
const decision = (into: string) => ({ into, reason: 'Recorded twice', act: { kind: 'Order', number: '7' } })
export const usd = (minorUnits: number) => ({ minorUnits, currency: 'USD' })

export const add = async (platform: Platform, over: object) => {
  const { body } = await send(platform.registry.createOrganisation, { body: anOrganisation(over) })
  return body.id
}
export const join = (platform: Platform, clusterId: string, organisation: string, over: object = {}) =>
  send(platform.registry.createMembership, {
    params: { clusterId },
    body: { organisation, roles: ['service'], tasks: [], from: '2024-01-01', to: null, ...over },
  })
export const merge = (platform: Platform, from: string, into: string, over: object = {}) =>
  send(platform.registry.mergeOrganisation, {
    params: { organisationId: from },
    version: 1,
    body: decision(into),
    ...over,
  })
export const read = (
  platform: Platform,
  organisationId: string,
  query: object = {},
  actor: Actor = anonymous,
) => send(platform.registry.getOrganisation, { actor, params: { organisationId }, query })
export const membersOf = async (platform: Platform, clusterId: string) =>
  (await send(platform.registry.listMembers, { params: { clusterId } })).body.items.map(
    ({ organisation, from, to, roles }) => ({ organisation, from, to, roles }),
  )

/** Two records of one firm, members of two clusters, with ties, figures, a facility and a proposal. */
export const world = async () => {
  const table = new MemoryTable()
  const founded = await platformIn(table, new MemoryTable())
  const { referenceTable } = founded
  let count = 0
  const newId: NewId = (schema, prefix) => {
    count += 1
    return schema.parse(`${prefix}_${String(count).padStart(26, '0')}`)
  }
  const registry = createRegistry({ table, referenceTable, newId })
  const platform = { ...founded, registry }
  const [optics, fish] = [
    (await anEntry(platform)).cluster.id,
    (await anEntry(platform, { names: { en: 'Fish Valley' } })).cluster.id,
  ]
  const stays = await add(platform, { names: { en: 'Lens Works' }, identifiers: [INN] })
  const goes = await add(platform, {
    names: { en: 'Lens Works GmbH', de: 'Linsenwerke' },
    identifiers: [LEI],
    acknowledgedDuplicates: [stays],
    website: 'https://lens.example',
    establishments: [{ region: 'DE-HE', town: 'Kassel', to: null }],
  })
  const partner = await add(platform, {
    names: { en: 'Partner' },
    identifiers: [],
    noIdentifierReason: 'new',
  })
  await join(platform, optics, stays, { from: '2024-01-01' })
  await join(platform, optics, goes, {
    from: '2023-01-01',
    to: null,
    roles: ['research'],
    tasks: ['lenses'],
  })
  await join(platform, fish, goes, { from: '2022-01-01', to: '2023-01-01', roles: ['finance'] })
  await join(platform, optics, partner)
  const tie = await send(registry.createTie, {
    params: { clusterId: optics },
    body: { supplier: goes, customer: partner, kind: 'supply', from: '2024-01-01', to: null },
  })
  const own = person('own', [], [], [goes])
  const tieId = tie.body.id
  const ofTie = { clusterId: optics, tieId }
  await send(registry.agreeToTie, {
    actor: own,
    params: { ...ofTie, organisationId: goes },
    version: 1,
    body: { publish: true, managementMayRead: false },
  })
  await send(registry.stateTieValue, {
    actor: own,
    params: { ...ofTie, year: 2025 },
    version: 2,
    body: { value: usd(500) },
  })
  const figures = (organisationId: string, year: number, body: object) =>
    send(registry.stateMemberFigures, {
      params: { clusterId: optics, organisationId, year },
      version: 0,
      body,
    })
  await figures(goes, 2024, { purchasesTotal: usd(100) })
  await figures(goes, 2025, { purchasesTotal: usd(200), hasOutput: true })
  await figures(stays, 2025, { purchasesTotal: usd(200) })
  const facility = await send(registry.createFacility, {
    actor: person('keeper', ['facility.manage']),
    body: {
      names: { en: 'Park' },
      type: 'technopark',
      region: 'DE-BY',
      owner: goes,
      services: [],
      clusters: [],
    },
  })
  const proposal = await send(registry.proposeMembership, {
    actor: own,
    params: { clusterId: fish },
    body: { organisation: goes, roles: ['service'], tasks: [], from: '2026-02-01', to: null },
  })
  return {
    ...platform,
    table,
    optics,
    fish,
    stays,
    goes,
    partner,
    tieId,
    facilityId: facility.body.id,
    proposalId: proposal.body.id,
  }
}
type World = Awaited<ReturnType<typeof world>>

/** Everything that is there now, but for ids of requests, of the register, and of transactions. */
export const stateOf = ({ table }: World): unknown => {
  const items = table.all().filter(({ entity }) => entity !== 'idempotency')
  const told = items.map(({ lastChange: _change, ...item }) => item)
  return JSON.parse(JSON.stringify(told).replaceAll(/reg_[0-9A-Z]{26}/g, 'reg'))
}
