import * as z from 'zod'
import {
  type Ask,
  aName,
  answered,
  ifMatch,
  Made,
  type Operation,
  posted,
  reading,
  writing,
} from './operation.ts'
import { personOf } from './powers.ts'
import { anEntry } from './procedure.ts'
import { anOrganisation } from './records.ts'

const Membership = z.object({ organisation: z.string() })
const Me = z.object({ positions: z.array(z.object({ holder: z.string() })).min(1) })

const MEMBERSHIP = { membership: 2, 'held memberships': 2, statement: 2 }

/** Memberships, ties, figures, facilities and what is counted of them. */
export const compositionOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const ministry = { as: 'ministry' } as const
  const { positions } = await answered(Me, ask('/me', { as: 'manager' }))
  const { cluster } = await anEntry(ask, { managementOrganisation: positions[0]?.holder })
  const organisation = async () => (await answered(Made, posted(ask, '/organisations', anOrganisation()))).id
  // The analyst becomes an editor of an organisation before anything was asked as them: powers are believed for a minute.
  const joiner = await organisation()
  const analyst = await personOf(ask, 'analyst')
  await answered(
    Made,
    posted(ask, '/positions', {
      person: analyst,
      holder: joiner,
      role: 'editor',
      from: '2020-01-01',
      to: null,
    }),
  )
  let years = 1950
  const membership = (of: string) => {
    years += 1
    return { organisation: of, from: `${years}-01-01`, to: `${years}-07-01`, roles: ['service'], tasks: [] }
  }
  const memberships = `/clusters/${cluster}/memberships`
  const proposals = `/clusters/${cluster}/membership-proposals`
  const propose = (of: string) => posted(ask, proposals, membership(of), { as: 'manager' })

  // A cluster of its own with two members and a tie, whose composition is small and known.
  const { cluster: small } = await anEntry(ask)
  const [supplier, customer] = [await organisation(), await organisation()]
  const joining = { from: '2024-01-01', to: null, roles: ['service'], tasks: [] }
  for (const member of [supplier, customer])
    await answered(
      Membership,
      posted(ask, `/clusters/${small}/memberships`, { organisation: member, ...joining }),
    )
  const tie = () => ({ supplier, customer, kind: 'supply', from: '2024-01-01', to: null })
  const ties = `/clusters/${small}/ties`
  const tied = (await answered(Made, posted(ask, ties, tie()))).id
  const stated = (id: string) =>
    ask(`${ties}/${id}/values/2025`, {
      method: 'PUT',
      as: 'ministry',
      body: { value: { minorUnits: 100_000, currency: 'EUR' } },
      ...ifMatch(1),
    })
  const facility = () => ({
    names: aName(),
    type: 'technopark',
    region: 'DE-BY',
    services: [],
    clusters: [cluster],
  })
  const built = (await answered(Made, posted(ask, '/facilities', facility()))).id
  const COMPOSITION = { memberships: 0.5, ties: 0.5, figures: 0.5, 'two members': 1 }
  return [
    {
      name: 'propose a membership',
      kind: 'write',
      least: { reply: 2, proposal: 2, 'index entry': 1 },
      ready: async () => () => propose(joiner),
    },
    {
      name: 'confirm a proposed membership',
      kind: 'write',
      least: { reply: 2, proposal: 2, 'index entry': 1, ...MEMBERSHIP },
      ready: async () => {
        const { id } = await answered(Made, propose(joiner))
        const confirmation = { as: 'analyst', ...ifMatch(1) } as const
        return () => posted(ask, `${proposals}/${id}/decision`, { decision: 'confirm' }, confirmation)
      },
    },
    {
      name: 'record a first membership',
      kind: 'write',
      least: { reply: 2, ...MEMBERSHIP, 'check of the organisation': 2 },
      ready: async () => {
        const body = membership(await organisation())
        return () => posted(ask, memberships, body)
      },
    },
    reading(ask, 'GET the memberships of a cluster', `/clusters/${small}/memberships`, {
      cluster: 0.5,
      memberships: 0.5,
      'two organisations': 1,
    }),
    reading(ask, 'GET those of an organisation', `/organisations/${supplier}/memberships`, {
      organisation: 0.5,
      'held memberships': 0.5,
      membership: 0.5,
      cluster: 0.5,
    }),
    writing(ask, 'record a tie', ties, tie, { reply: 2, tie: 2, 'checks of both sides': 4 }),
    {
      name: 'state the value of a tie',
      kind: 'write',
      least: { tie: 1 },
      ready: async () => {
        const { id } = await answered(Made, posted(ask, ties, tie()))
        return () => stated(id)
      },
    },
    reading(ask, 'GET a tie', `${ties}/${tied}`, { cluster: 0.5, tie: 0.5 }, ministry),
    {
      name: 'state the figures of a member',
      kind: 'write',
      least: { figures: 2, 'check of the member': 2 },
      ready: async () => {
        years += 1
        const path = `/clusters/${small}/members/${supplier}/figures/${years}`
        return () => ask(path, { method: 'PUT', ...ministry, body: {}, ...ifMatch(0) })
      },
    },
    reading(ask, 'GET composition of two', `/clusters/${small}/composition`, {
      cluster: 0.5,
      'register, whose day it is': 0.5,
      ...COMPOSITION,
    }),
    reading(ask, 'GET network of two', `/clusters/${small}/network`, {
      cluster: 0.5,
      'register, whose day it is': 0.5,
      ...COMPOSITION,
    }),
    writing(ask, 'POST facility', '/facilities', facility, {
      reply: 2,
      record: 2,
      'four listings': 8,
      'their index entries': 8,
    }),
    reading(ask, 'GET a facility', `/facilities/${built}`, { record: 0.5 }),
  ]
}
