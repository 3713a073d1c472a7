import * as z from 'zod'
import { aCode, act, aName } from './given.ts'
import { type Case, done, Made, MOVES, PLACES, type Probe, WHOLE, type World } from './matrix.ts'

const FROM = '2020-01-01'
const legal = { ...act, number: '1', date: FROM }

const share = (route: string, prepare: Probe['prepare'], cases: readonly Case[] = PLACES): Probe => ({
  route,
  power: 'power.grant',
  cases,
  prepare,
})
const rules = (route: string, prepare: Probe['prepare']): Probe => ({
  route,
  power: 'rule-set.manage',
  cases: [...PLACES, ...WHOLE],
  prepare,
})
const keep = (route: string, prepare: Probe['prepare'], cases: readonly Case[]): Probe => ({
  route,
  power: 'cluster.register',
  cases,
  prepare,
})

const by = async (world: World, path: string, body: object) =>
  done(Made, await world.ask('decider', 'POST', path, { body })).id

const authorityIn = (territory: readonly string[]) => ({
  code: aCode(),
  names: aName(),
  level: 'regional',
  parent: null,
  territory,
})
const anAuthority = (world: World, territory: readonly string[]) =>
  by(world, '/authorities', authorityIn(territory))

const grantOver = (holder: string, territory: readonly string[]) => ({
  holder,
  power: 'facility.manage',
  territory,
  from: FROM,
  to: null,
  basis: 'Act',
  act: legal,
  delegable: false,
})
const aGrant = async (world: World, territory: readonly string[]) =>
  by(world, '/grants', grantOver(await anAuthority(world, ['DE']), territory))

const aPerson = (world: World) => {
  const subject = aCode()
  return by(world, '/persons', { subject, name: 'Somebody', email: `${subject}@sample.agglomera.invalid` })
}
const positionIn = async (world: World, { regions }: Case) => ({
  person: await aPerson(world),
  holder: await anAuthority(world, regions),
  role: 'editor',
  from: FROM,
  to: null,
})
const aPosition = async (world: World, of: Case) => by(world, '/positions', await positionIn(world, of))

const substitutionFor = async (world: World, of: Case) => ({
  position: await aPosition(world, of),
  substitute: await aPerson(world),
  from: world.today,
  to: '2099-01-01',
  act: legal,
})

const powers: readonly Probe[] = [
  share('createAuthority', async (_world, { regions }) => ({ body: authorityIn(regions) })),
  share('importAuthorities', async (_world, { regions }) => ({ body: { rows: [authorityIn(regions)] } })),
  share(
    'updateAuthority',
    async (world, { regions, next }) => {
      const body = authorityIn(regions)
      const authorityId = await by(world, '/authorities', body)
      return { params: { authorityId }, body: { ...body, territory: next }, version: 1 }
    },
    [...PLACES, ...MOVES],
  ),
  share('renameAuthority', async (world, { regions }) => ({
    params: { authorityId: await anAuthority(world, regions) },
    body: { names: aName(), on: world.today, act: legal },
    version: 1,
  })),
  share('endAuthority', async (world, { regions }) => ({
    params: { authorityId: await anAuthority(world, regions) },
    body: { kind: 'dissolved', on: '2099-01-01', act: legal },
    version: 1,
  })),
  share('createGrant', async (world, { regions }) => ({
    body: grantOver(await anAuthority(world, ['DE']), regions),
  })),
  share('importGrants', async (world, { regions }) => ({
    body: { rows: [grantOver(await anAuthority(world, ['DE']), regions)] },
  })),
  share('endGrant', async (world, { regions }) => ({
    params: { grantId: await aGrant(world, regions) },
    body: { to: '2099-01-01', act: legal },
    version: 1,
  })),
  share('handOverGrant', async (world, { regions }) => ({
    params: { grantId: await aGrant(world, regions) },
    body: { holder: await anAuthority(world, ['DE']), on: '2098-01-01', act: legal },
    version: 1,
  })),
  share('createPosition', async (world, of) => ({ body: await positionIn(world, of) })),
  share('importPositions', async (world, of) => ({ body: { rows: [await positionIn(world, of)] } })),
  share('changePosition', async (world, of) => ({
    params: { positionId: await aPosition(world, of) },
    body: { role: 'viewer', to: null },
    version: 1,
  })),
  share('createSubstitution', async (world, of) => ({ body: await substitutionFor(world, of) })),
  share('endSubstitution', async (world, of) => ({
    params: { substitutionId: await by(world, '/substitutions', await substitutionFor(world, of)) },
    body: { to: '2098-01-01', act: legal },
    version: 1,
  })),
]

const registerOver = (territory: readonly string[]) => ({
  code: aCode(),
  names: aName(),
  territory,
  timeZone: 'Europe/Berlin',
})

const versionFrom = (from: string) => ({
  from,
  to: null,
  legalBasis: { kind: 'Order' },
  rule: {
    kind: 'comparison',
    names: { en: 'Members' },
    verified: true,
    metric: 'members',
    operator: '>=',
    threshold: '1',
  },
  territories: { codes: [], verified: true },
  newcomerYears: null,
  validityMonths: null,
  noticeDays: [],
  earlierDecisionsUntil: null,
})
const ruleSetOver = (territory: readonly string[]) => ({ code: aCode(), names: aName(), territory })
const Coded = z.object({ code: z.string() })
const aRuleSet = async (world: World, { regions }: Case) =>
  done(Coded, await world.ask('decider', 'POST', '/rule-sets', { body: ruleSetOver(regions) })).code
const aVersion = async (world: World, of: Case) => {
  const ruleSet = await aRuleSet(world, of)
  const answer = await world.ask('decider', 'POST', `/rule-sets/${ruleSet}/versions`, {
    body: versionFrom('2030-01-01'),
  })
  done(z.object({ number: z.number() }), answer)
  return { ruleSet, number: '1' }
}

const books: readonly Probe[] = [
  keep('createRegister', async (_world, { regions }) => ({ body: registerOver(regions) }), [
    ...PLACES,
    ...WHOLE,
  ]),
  keep('importRegisters', async (_world, { regions }) => ({ body: { rows: [registerOver(regions)] } }), [
    ...PLACES,
    ...WHOLE,
  ]),
  keep(
    'changeRegister',
    async (world, { regions, next }) => {
      const { code, ...body } = registerOver(regions)
      const registerId = await by(world, '/registers', { code, ...body })
      return { params: { registerId }, body: { ...body, territory: next }, version: 1 }
    },
    [...PLACES, ...WHOLE, ...MOVES],
  ),
  keep(
    'listEntryRecords',
    async (world, { regions }) => ({
      params: { registerId: await by(world, '/registers', registerOver(regions)) },
    }),
    [...PLACES, ...WHOLE],
  ),
  {
    route: 'openRestoration',
    power: 'register.restore',
    cases: [...PLACES, ...WHOLE],
    prepare: async (_world, { regions }) => ({
      body: {
        register: { ...registerOver(regions), createdAt: '2020-01-01T00:00:00.000Z' },
        hash: 'a'.repeat(64),
        entries: 0,
      },
    }),
  },
  rules('createRuleSet', async (_world, { regions }) => ({ body: ruleSetOver(regions) })),
  rules('addRuleSetVersion', async (world, of) => ({
    params: { ruleSet: await aRuleSet(world, of) },
    body: versionFrom('2030-01-01'),
  })),
  rules('changeRuleSetVersion', async (world, of) => ({
    params: await aVersion(world, of),
    body: versionFrom('2031-01-01'),
    version: 1,
  })),
  rules('publishRuleSetVersion', async (world, of) => ({ params: await aVersion(world, of), version: 1 })),
]

const codeIn = () => ({ code: `x${aCode()}`, names: aName() })

const ofAll: readonly Probe[] = [
  {
    route: 'erasePerson',
    power: 'person.erase',
    cases: WHOLE,
    prepare: async (world) => {
      const personId = await aPerson(world)
      return { params: { personId }, body: { confirm: personId, ground: 'consent-withdrawn', act: legal } }
    },
  },
  {
    route: 'importCodes',
    power: 'code-list.manage',
    cases: WHOLE,
    prepare: async () => ({ params: { list: 'categories' }, body: { rows: [codeIn()] } }),
  },
]

export const governanceProbes: readonly Probe[] = [...powers, ...books, ...ofAll]
