import * as z from 'zod'
import { act, aDraft, aName, anApplication, anEntry, movedTo, submitted, underReview } from './given.ts'
import { type Case, done, MOVES, PLACES, type Probe, type World } from './matrix.ts'

const decision = (world: World) => ({ decisionDate: world.today, act, attestations: {} })
const reasoned = (world: World) => ({ act, reason: 'Inspection', inForce: world.today })

const edit = (route: string, prepare: Probe['prepare'], cases: readonly Case[] = PLACES): Probe => ({
  route: route,
  power: 'cluster.edit',
  cases,
  prepare,
})
const decide = (route: string, prepare: Probe['prepare'], cases: readonly Case[] = PLACES): Probe => ({
  ...edit(route, prepare, cases),
  power: 'cluster.register',
})

const renaming = () => ({ facts: { names: aName() } })
const Numbered = z.object({ number: z.string() })

/** Applications: to enter a cluster as it lies, or to amend its entry so that it lies elsewhere. */
const applications: readonly Probe[] = [
  edit('createApplication', async (world, of) => ({
    body: { cluster: await aDraft(world, of), register: 'national' },
  })),
  edit(
    'createApplication',
    async (world, of) => ({
      body: { cluster: (await anEntry(world, of)).cluster, register: 'national', ...movedTo(of) },
    }),
    MOVES,
  ),
  edit('changeApplication', async (world, of) => ({
    params: { applicationId: await anApplication(world, await aDraft(world, of)) },
    body: {},
    version: 1,
  })),
  edit(
    'changeApplication',
    async (world, of) => ({
      params: { applicationId: await anApplication(world, (await anEntry(world, of)).cluster, renaming()) },
      body: movedTo(of),
      version: 1,
    }),
    MOVES,
  ),
  edit('deleteApplication', async (world, of) => ({
    params: { applicationId: await anApplication(world, await aDraft(world, of)) },
    version: 1,
  })),
  edit('submitApplication', async (world, of) => ({
    params: { applicationId: await anApplication(world, await aDraft(world, of)) },
    body: {},
    version: 1,
  })),
  edit(
    'submitApplication',
    async (world, of) => ({
      params: { applicationId: await anApplication(world, (await anEntry(world, of)).cluster, movedTo(of)) },
      body: {},
      version: 1,
    }),
    MOVES,
  ),
  edit('withdrawApplication', async (world, of) => ({
    params: { applicationId: await submitted(world, await aDraft(world, of)) },
    body: {},
    version: 2,
  })),
  {
    ...edit('getApplication', async (world, of) => ({
      params: { applicationId: await anApplication(world, await aDraft(world, of)) },
    })),
    refused: 404,
  },
  {
    ...edit('listApplicationSteps', async (world, of) => ({
      params: { applicationId: await submitted(world, await aDraft(world, of)) },
    })),
    refused: 404,
  },
  decide('reviewApplication', async (world, of) => ({
    params: { applicationId: await submitted(world, await aDraft(world, of)) },
    body: {},
    version: 2,
  })),
  decide(
    'reviewApplication',
    async (world, of) => ({
      params: { applicationId: await submitted(world, (await anEntry(world, of)).cluster, movedTo(of)) },
      body: {},
      version: 2,
    }),
    MOVES,
  ),
  decide('returnApplication', async (world, of) => ({
    params: { applicationId: await underReview(world, await aDraft(world, of)) },
    body: { reason: 'Where?', comments: [{ field: '/seat/town', text: 'Where?' }] },
    version: 3,
  })),
  decide('refuseApplication', async (world, of) => ({
    params: { applicationId: await underReview(world, await aDraft(world, of)) },
    body: { decisionDate: world.today, act, reason: 'No strategy' },
    version: 3,
  })),
  decide('registerCluster', async (world, of) => ({
    params: { applicationId: await underReview(world, await aDraft(world, of)) },
    body: decision(world),
    version: 3,
  })),
  decide(
    'amendEntry',
    async (world, of) => ({
      params: { applicationId: await underReview(world, (await anEntry(world, of)).cluster, movedTo(of)) },
      body: decision(world),
      version: 3,
    }),
    MOVES,
  ),
]

/** Entries of the national register. */
const entries: readonly Probe[] = [
  ...(['suspendEntry', 'removeEntry', 'annulEntry'] as const).map(
    (route): Probe => ({
      route: route,
      power: route === 'suspendEntry' ? 'cluster.suspend' : 'cluster.remove',
      cases: PLACES,
      prepare: async (world, of) => ({
        params: { registerId: 'national', number: (await anEntry(world, of)).number },
        body: reasoned(world),
        version: 1,
      }),
    }),
  ),
  {
    route: 'reinstateEntry',
    power: 'cluster.suspend',
    cases: PLACES,
    prepare: async (world, of) => {
      const { number } = await anEntry(world, of)
      const path = `/registers/national/entries/${number}/suspension`
      done(Numbered, await world.ask('decider', 'POST', path, { body: reasoned(world), version: 1 }))
      return { params: { registerId: 'national', number }, body: reasoned(world), version: 2 }
    },
  },
  decide('importEntries', async (_world, { regions }) => ({
    params: { registerId: 'national' },
    body: {
      rows: [{ names: aName(), primaryCategory: 'bio', regions, registeredOn: '2020-01-01', act }],
    },
  })),
]

export const procedureProbes: readonly Probe[] = [...applications, ...entries]
