import * as z from 'zod'
import { type Case, done, Made, type World } from './matrix.ts'

// What probes are about, made by people who may do everything.

export const act = { kind: 'Order' }
const Numbered = z.object({ number: z.string() })

let made = 0
export const aName = () => {
  made += 1
  return { en: `Thing ${made}` }
}
export const aCode = () => {
  made += 1
  return `code-${made}`
}

export const clusterIn = (regions: readonly string[]) => ({
  names: aName(),
  primaryCategory: 'bio',
  regions,
})

/** A draft of the preparer's. */
export const aDraft = async (world: World, { regions }: Case) =>
  done(Made, await world.ask('preparer', 'POST', '/clusters', { body: clusterIn(regions) })).id

/** An application of the preparer's for a draft, or with facts for an entered cluster. */
export const anApplication = async (world: World, cluster: string, over: object = {}) =>
  done(
    Made,
    await world.ask('preparer', 'POST', '/applications', {
      body: { cluster, register: 'national', ...over },
    }),
  ).id

const step = async (
  world: World,
  as: 'preparer' | 'assessor',
  application: string,
  name: string,
  version: number,
) => done(Made, await world.ask(as, 'POST', `/applications/${application}/${name}`, { body: {}, version }))

export const submitted = async (world: World, cluster: string, over: object = {}) => {
  const id = await anApplication(world, cluster, over)
  await step(world, 'preparer', id, 'submission', 1)
  return id
}

export const underReview = async (world: World, cluster: string, over: object = {}) => {
  const id = await submitted(world, cluster, over)
  await step(world, 'assessor', id, 'review', 2)
  return id
}

/** A registered cluster with its number. */
export const anEntry = async (world: World, of: Case) => {
  const cluster = await aDraft(world, of)
  const id = await underReview(world, cluster)
  const body = { decisionDate: world.today, act, attestations: {} }
  const answer = await world.ask('decider', 'POST', `/applications/${id}/registration`, { body, version: 3 })
  return { cluster, number: done(Numbered, answer).number }
}

/** The facts of an amendment that moves a cluster. */
export const movedTo = ({ next }: Case) => ({ facts: { regions: next, seat: { region: next[0] } } })

export const organisationIn = (region: string | undefined) => ({
  names: aName(),
  kind: 'firm',
  size: 'small',
  flags: [],
  identifiers: [],
  noIdentifierReason: 'a test',
  seat: { region },
})

export const anOrganisation = async (world: World, region = 'DE-BY') =>
  done(Made, await world.ask('preparer', 'POST', '/organisations', { body: organisationIn(region) })).id

export const FROM = '2024-01-01'
export const membershipOf = (organisation: string) => ({
  organisation,
  from: FROM,
  roles: ['service'],
  tasks: [],
  to: null,
})

/** A registered cluster with two members. */
export const aClusterOfTwo = async (world: World, of: Case) => {
  const { cluster } = await anEntry(world, of)
  const [supplier, customer] = [await anOrganisation(world), await anOrganisation(world)]
  for (const organisation of [supplier, customer])
    done(
      z.object({ from: z.string() }),
      await world.ask('decider', 'POST', `/clusters/${cluster}/memberships`, {
        body: membershipOf(organisation),
      }),
    )
  return { cluster, supplier, customer }
}

/** A tie between the members of such a cluster. */
export const aTie = async (world: World, of: Case) => {
  const { cluster, supplier, customer } = await aClusterOfTwo(world, of)
  const body = { supplier, customer, kind: 'supply', from: FROM, to: null }
  const answer = await world.ask('decider', 'POST', `/clusters/${cluster}/ties`, { body })
  return { cluster, tie: done(Made, answer).id }
}
