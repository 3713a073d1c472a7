import { randomUUID } from 'node:crypto'
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

const ACT = { kind: 'Order', number: '1', date: '2020-01-01' }
const Persons = z.object({ items: z.array(z.object({ id: z.string(), subject: z.string() })) })
const Key = z.object({ id: z.string(), token: z.string() })

/** A grant of under 1 KB in two indexes, and the holder's version. */
const GRANT = { grant: 2, 'index entries': 2, holder: 2 }
const KEY = { key: 2, 'index entry': 1, credential: 2 }

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

/** The id of a person by the name of the account. */
export const personOf = async (ask: Ask, subject: string): Promise<string> => {
  const { items } = await answered(Persons, ask('/persons?limit=200', { as: 'ministry' }))
  return items.find((person) => person.subject === subject)?.id ?? ''
}

/** Powers, who has them and why, and accounts for machines. */
export const powerOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const powers = { powers: true } as const
  const ministry = { as: 'ministry' } as const
  const authority = () => {
    const code = `measured-${randomUUID().slice(0, 8)}`
    return { code, names: aName(), level: 'regional', parent: null, territory: ['DE-BY'] }
  }
  const anAuthority = async () => {
    const body = authority()
    await answered(Made, posted(ask, '/authorities', body))
    return body.code
  }
  const grant = (holder: string, power = 'cluster.edit') => ({
    holder,
    power,
    territory: ['DE-BY'],
    from: '2020-01-01',
    to: null,
    basis: 'Act',
    act: ACT,
    delegable: true,
  })
  const given = async (holder: string, power?: string) =>
    (await answered(Made, posted(ask, '/grants', grant(holder, power)))).id

  // The analyst administers an authority with a grant of its own before anything was asked as them.
  const [source, part] = [await anAuthority(), await anAuthority()]
  const person = await personOf(ask, 'analyst')
  const seat = { person, holder: source, role: 'admin', from: '2020-01-01', to: null }
  await answered(Made, posted(ask, '/positions', seat))
  const delegable = await given(source)
  const delegation = () => {
    const { power: _power, ...rest } = grant(part)
    return rest
  }
  const keyOf = (requestsPerMinute: number) => ({
    holder: 'ministry',
    title: 'Measured',
    powers: ['organisation.edit'],
    territory: ['DE-BY'],
    expiresOn: day(30),
    requestsPerMinute,
  })
  const key = async (perMinute: number) => answered(Key, posted(ask, '/api-keys', keyOf(perMinute)))
  const bearer = ({ token }: z.output<typeof Key>) => ({ headers: { authorization: `Bearer ${token}` } })
  const [quick, leased] = [await key(600), await key(50)]
  const [shown] = [await given(await anAuthority())]
  const why = '/powers/explanation?power=cluster.suspend&regions=DE-BY'
  return [
    {
      ...writing(ask, 'give a grant', '/grants', () => grant(part, 'kpi.verify'), { reply: 2, ...GRANT }),
      ...powers,
    },
    {
      ...writing(
        ask,
        'delegate a grant',
        `/grants/${delegable}/delegations`,
        delegation,
        {
          reply: 2,
          ...GRANT,
        },
        { as: 'analyst' },
      ),
      ...powers,
    },
    {
      name: 'hand a grant over',
      kind: 'write',
      ...powers,
      least: { reply: 2, 'given: grant, index entries, holder': 6, 'ended: the same': 6 },
      ready: async () => {
        const [id, holder] = [await given(await anAuthority()), await anAuthority()]
        const body = { holder, on: day(1), act: ACT }
        return () => posted(ask, `/grants/${id}/handover`, body, ifMatch(1))
      },
    },
    {
      name: 'end a grant',
      kind: 'write',
      ...powers,
      least: GRANT,
      ready: async () => {
        const id = await given(part)
        const body = { to: day(1), act: ACT }
        return () => ask(`/grants/${id}`, { method: 'PUT', ...ministry, body, ...ifMatch(1) })
      },
    },
    {
      name: 'give a position',
      kind: 'write',
      ...powers,
      least: { reply: 2, position: 2, 'index entry': 1, holder: 2, account: 2 },
      ready: async () => {
        const holder = await anAuthority()
        return () => posted(ask, '/positions', { ...seat, holder })
      },
    },
    { ...writing(ask, 'make an API key', '/api-keys', () => keyOf(600), { ...KEY, account: 2 }), ...powers },
    {
      name: 'rotate an API key',
      kind: 'write',
      ...powers,
      least: KEY,
      ready: async () => {
        const { id } = await key(600)
        return () => posted(ask, `/api-keys/${id}/rotation`, {}, ifMatch(1))
      },
    },
    reading(ask, 'GET a grant', `/grants/${shown}`, { grant: 0.5 }, { ...ministry, ...powers }),
    reading(
      ask,
      'GET an API key',
      `/api-keys/${quick.id}`,
      { key: 0.5, 'last use': 0.5 },
      {
        ...ministry,
        ...powers,
      },
    ),
    reading(
      ask,
      'GET 5 rows of the powers matrix',
      '/powers-matrix?limit=5&power=cluster.suspend',
      { 'grants in one query': 0.5, 'the holder': 0.5, 'its name': 0.5 },
      { ...ministry, ...powers },
    ),
    reading(
      ask,
      'GET why I may',
      why,
      { 'grants of the power': 0.5, 'the holder': 0.5, 'its name': 0.5 },
      {
        ...ministry,
        ...powers,
      },
    ),
    reading(ask, 'GET a code by API key', '/code-lists/regions/DE', { record: 0.5 }, bearer(quick)),
    reading(
      ask,
      'GET a code by API key, with a lease of its limit',
      '/code-lists/regions/DE',
      { record: 0.5, 'four counters': 2 },
      bearer(leased),
    ),
  ]
}
