import {
  aClusterOfTwo,
  act,
  aDraft,
  aName,
  anEntry,
  anOrganisation,
  aTie,
  clusterIn,
  FROM,
  membershipOf,
  organisationIn,
} from './given.ts'
import {
  type Case,
  done,
  Made,
  MOVES,
  MOVES_OF_ONE,
  ONE_REGION,
  PLACES,
  type Probe,
  type World,
} from './matrix.ts'

const probe =
  (power: Probe['power']) =>
  (route: string, prepare: Probe['prepare'], cases: readonly Case[] = PLACES): Probe => ({
    route: route,
    power,
    cases,
    prepare,
  })
const edit = probe('cluster.edit')
const keep = probe('cluster.register')
const organise = probe('organisation.edit')
const facility = probe('facility.manage')

const clusters: readonly Probe[] = [
  edit('createCluster', async (_world, { regions }) => ({ body: clusterIn(regions) })),
  edit('importClusters', async (_world, { regions }) => ({ body: { rows: [clusterIn(regions)] } })),
  edit(
    'changeCluster',
    async (world, of) => ({
      params: { clusterId: await aDraft(world, of) },
      body: clusterIn(of.next),
      version: 1,
    }),
    [...PLACES, ...MOVES],
  ),
  edit('deleteCluster', async (world, of) => ({
    params: { clusterId: await aDraft(world, of) },
    version: 1,
  })),
  {
    ...edit('getCluster', async (world, of) => ({ params: { clusterId: await aDraft(world, of) } })),
    refused: 404,
  },
  {
    ...edit(
      'mergeCluster',
      async (world, of) => ({
        params: { clusterId: await aDraft(world, of) },
        body: { into: await aDraft(world, { ...of, regions: of.next }), reason: 'Drafted twice', act },
        version: 1,
      }),
      [...PLACES, ...MOVES],
    ),
    refused: 404,
  },
  edit('confirmCluster', async (world, of) => {
    // Drafted, applied for and entered.
    return { params: { clusterId: (await anEntry(world, of)).cluster }, body: {}, version: 3 }
  }),
  keep('assessCluster', async (world, of) => ({
    params: { clusterId: (await anEntry(world, of)).cluster },
    body: { ruleSet: 'eccp-profile', attestations: {} },
  })),
  {
    ...edit('whatIfCluster', async (world, of) => ({
      params: { clusterId: (await anEntry(world, of)).cluster },
      body: { ruleSet: 'eccp-profile', attestations: {} },
    })),
    refused: 404,
  },
  {
    ...edit('listAssessments', async (world, of) => ({
      params: { clusterId: (await anEntry(world, of)).cluster },
    })),
    refused: 404,
  },
]

/** The address of a membership, and its cluster's members. */
const aMembership = async (world: World, of: Case) => {
  const { cluster, supplier } = await aClusterOfTwo(world, of)
  return { clusterId: cluster, organisationId: supplier, from: FROM }
}

const memberships: readonly Probe[] = [
  ...([keep, probe('membership.confirm')] as const).flatMap((by) => [
    by('createMembership', async (world, of) => ({
      params: { clusterId: (await anEntry(world, of)).cluster },
      body: membershipOf(await anOrganisation(world)),
    })),
    by('importMemberships', async (world, of) => ({
      body: {
        rows: [{ ...membershipOf(await anOrganisation(world)), cluster: (await anEntry(world, of)).cluster }],
      },
    })),
  ]),
  keep('changeMembership', async (world, of) => ({
    params: await aMembership(world, of),
    body: { roles: ['research'], tasks: [], to: null },
    version: 1,
  })),
  keep('suspendMembership', async (world, of) => ({
    params: await aMembership(world, of),
    body: { from: world.today, to: '2099-01-01', reason: 'Dues' },
    version: 1,
  })),
  keep('endMembership', async (world, of) => ({
    params: await aMembership(world, of),
    body: { to: world.today, reason: 'Left' },
    version: 1,
  })),
  keep('succeedMembership', async (world, of) => ({
    params: await aMembership(world, of),
    body: {
      successor: await anOrganisation(world),
      on: world.today,
      reason: 'Merger',
      act,
    },
    version: 1,
  })),
]

const EUR = { minorUnits: 100, currency: 'EUR' }

const ties: readonly Probe[] = [
  keep('createTie', async (world, of) => {
    const { cluster, supplier, customer } = await aClusterOfTwo(world, of)
    return {
      params: { clusterId: cluster },
      body: { supplier, customer, kind: 'supply', from: FROM, to: null },
    }
  }),
  {
    ...keep('getTie', async (world, of) => {
      const { cluster, tie } = await aTie(world, of)
      return { params: { clusterId: cluster, tieId: tie } }
    }),
    refused: 404,
  },
  {
    ...keep('changeTie', async (world, of) => {
      const { cluster, tie } = await aTie(world, of)
      return {
        params: { clusterId: cluster, tieId: tie },
        body: { kind: 'service', from: FROM, to: null },
        version: 1,
      }
    }),
    refused: 404,
  },
  {
    ...keep('stateTieValue', async (world, of) => {
      const { cluster, tie } = await aTie(world, of)
      return { params: { clusterId: cluster, tieId: tie, year: '2025' }, body: { value: EUR }, version: 1 }
    }),
    refused: 404,
  },
  keep('getMemberFigures', async (world, of) => {
    const { cluster, supplier } = await aClusterOfTwo(world, of)
    return { params: { clusterId: cluster, organisationId: supplier, year: '2025' } }
  }),
  keep('stateMemberFigures', async (world, of) => {
    const { cluster, supplier } = await aClusterOfTwo(world, of)
    return { params: { clusterId: cluster, organisationId: supplier, year: '2025' }, body: {}, version: 0 }
  }),
]

const organisations: readonly Probe[] = [
  organise(
    'createOrganisation',
    async (_world, { regions: [region] }) => ({ body: organisationIn(region) }),
    ONE_REGION,
  ),
  organise(
    'importOrganisations',
    async (_world, { regions: [region] }) => ({ body: { rows: [organisationIn(region)] } }),
    ONE_REGION,
  ),
  organise(
    'changeOrganisation',
    async (world, { regions: [region], next: [place] }) => ({
      params: { organisationId: await anOrganisation(world, region) },
      body: organisationIn(place),
      version: 1,
    }),
    [...ONE_REGION, ...MOVES_OF_ONE],
  ),
  organise(
    'mergeOrganisation',
    async (world, { regions: [region], next: [place] }) => ({
      params: { organisationId: await anOrganisation(world, region) },
      body: { into: await anOrganisation(world, place), reason: 'Recorded twice', act },
      version: 1,
    }),
    [...ONE_REGION, ...MOVES_OF_ONE],
  ),
  organise(
    'deleteOrganisation',
    async (world, { regions: [region] }) => ({
      params: { organisationId: await anOrganisation(world, region) },
      version: 1,
    }),
    ONE_REGION,
  ),
]

const facilityIn = (region: string | undefined) => ({
  names: aName(),
  type: 'technopark',
  region,
  services: [],
  clusters: [],
})
const aFacility = async (world: World, region: string | undefined) =>
  done(Made, await world.ask('decider', 'POST', '/facilities', { body: facilityIn(region) })).id

const facilities: readonly Probe[] = [
  facility(
    'createFacility',
    async (_world, { regions: [region] }) => ({ body: facilityIn(region) }),
    ONE_REGION,
  ),
  facility(
    'changeFacility',
    async (world, { regions: [region], next: [place] }) => ({
      params: { facilityId: await aFacility(world, region) },
      body: facilityIn(place),
      version: 1,
    }),
    [...ONE_REGION, ...MOVES_OF_ONE],
  ),
  facility(
    'deleteFacility',
    async (world, { regions: [region] }) => ({
      params: { facilityId: await aFacility(world, region) },
      version: 1,
    }),
    ONE_REGION,
  ),
]

export const clusterProbes: readonly Probe[] = [
  ...clusters,
  ...memberships,
  ...ties,
  ...organisations,
  ...facilities,
]
