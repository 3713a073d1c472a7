import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Ask, aName, answered, ifMatch, Made, type Operation, posted, reading } from './operation.ts'
import { aCluster } from './records.ts'

const act = { kind: 'Order', number: '12-R' }
const Numbered = z.object({ number: z.string() })

/** What every step of an application writes. */
const STEP = { reply: 2, application: 2, 'its place by status': 2, step: 2 }
/** What a decision changes of a cluster in three lists: all, its Land, its category. */
const CLUSTER = { cluster: 2, statement: 2, facts: 2, 'three listings': 6, 'their index entries': 6 }

/** A listing that stays moves in the order of last change. */
const MOVED = { 'three index entries moved': 3 }

/** The way of an application, from persona to persona. */
const procedureOf = (ask: Ask) => {
  const today = new Date().toISOString().slice(0, 10)
  const decision = { decisionDate: today, act, attestations: {} }
  const step = (as: PersonaName, id: string, name: string, version: number, body: object = {}) =>
    posted(ask, `/applications/${id}/${name}`, body, { as, ...ifMatch(version) })
  const draft = async (over: object = {}) =>
    (await answered(Made, posted(ask, '/clusters', { ...aCluster(), ...over }, { as: 'manager' }))).id
  const apply = (cluster: string, over: object = {}) =>
    posted(ask, '/applications', { cluster, register: 'national', ...over }, { as: 'manager' })
  const applied = async (cluster: string, over: object = {}) =>
    (await answered(Made, apply(cluster, over))).id
  const submitted = async (cluster: string, over: object = {}) => {
    const id = await applied(cluster, over)
    await answered(Made, step('manager', id, 'submission', 1))
    return id
  }
  const underReview = async (cluster: string, over: object = {}) => {
    const id = await submitted(cluster, over)
    await answered(Made, step('region', id, 'review', 2))
    return id
  }
  const entered = async (over: object = {}) => {
    const cluster = await draft(over)
    const application = await underReview(cluster)
    const { number } = await answered(Numbered, step('ministry', application, 'registration', 3, decision))
    return { cluster, application, entry: `/registers/national/entries/${number}` }
  }
  const decide = (entry: string, name: string, version: number) =>
    posted(ask, `${entry}/${name}`, { act, reason: 'Inspection', inForce: today }, ifMatch(version))
  return { decision, step, draft, apply, applied, submitted, underReview, entered, decide }
}

/** A registered cluster, with its application and the address of its entry. */
export const anEntry = (ask: Ask, over: object = {}) => procedureOf(ask).entered(over)

/** The procedure of the register and what is read of it. */
export const procedureOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const { decision, step, draft, apply, applied, submitted, underReview, entered, decide } = procedureOf(ask)
  const renaming = () => ({ facts: { names: aName() } })
  const write = (name: string, least: Operation['least'], ready: Operation['ready']): Operation => ({
    name,
    kind: 'write',
    least,
    ready,
  })
  const APPLICATION = { reply: 2, application: 2, 'index entry': 1, cluster: 2 }
  const ENTRY = { entry: 2, 'index entry': 1, 'step of the entry': 2, notice: 2 }
  const { cluster, application, entry } = await entered()
  const today = new Date().toISOString().slice(0, 10)
  const past = `asOf=${today}`
  const as = { as: 'ministry' } as const
  return [
    write('apply for an entry', APPLICATION, async () => {
      const id = await draft()
      return () => apply(id)
    }),
    write('submit', { ...STEP, 'check of the cluster': 2 }, async () => {
      const id = await applied(await draft())
      return () => step('manager', id, 'submission', 1)
    }),
    write('take up for review', STEP, async () => {
      const id = await submitted(await draft())
      return () => step('region', id, 'review', 2)
    }),
    write('return with comments', { ...STEP, notice: 2 }, async () => {
      const id = await underReview(await draft())
      const body = { reason: 'The town is missing', comments: [{ field: '/seat/town', text: 'Where?' }] }
      return () => step('region', id, 'return', 3, body)
    }),
    write('withdraw', { ...STEP, cluster: 2 }, async () => {
      const id = await submitted(await draft())
      return () => step('manager', id, 'withdrawal', 2)
    }),
    write('refuse', { ...STEP, notice: 2, cluster: 2 }, async () => {
      const id = await underReview(await draft())
      const body = { decisionDate: decision.decisionDate, act, reason: 'No strategy' }
      return () => step('ministry', id, 'refusal', 3, body)
    }),
    write(
      'register',
      { ...STEP, ...ENTRY, counter: 2, ...CLUSTER, 'its listing as a draft': 4 },
      async () => {
        const id = await underReview(await draft())
        return () => step('ministry', id, 'registration', 3, decision)
      },
    ),
    write('apply for an amendment', APPLICATION, async () => {
      const { cluster: id } = await entered()
      return () => apply(id, renaming())
    }),
    write(
      'amend (another name)',
      {
        ...STEP,
        ...ENTRY,
        ...CLUSTER,
        'three former listings': 6,
        'their former index entries': 6,
        'keys of its former and new name': 4,
      },
      async () => {
        const { cluster: of } = await entered()
        const id = await underReview(of, renaming())
        return () => step('ministry', id, 'amendment', 3, decision)
      },
    ),
    write('suspend', { reply: 2, ...ENTRY, ...CLUSTER, ...MOVED }, async () => {
      const { entry: of } = await entered()
      return () => decide(of, 'suspension', 1)
    }),
    write('reinstate', { reply: 2, ...ENTRY, ...CLUSTER, ...MOVED }, async () => {
      const { entry: of } = await entered()
      await answered(Numbered, decide(of, 'suspension', 1))
      return () => decide(of, 'reinstatement', 2)
    }),
    reading(
      ask,
      'GET an application',
      `/applications/${application}`,
      {
        application: 0.5,
        'its cluster': 0.5,
        'its register': 0.5,
      },
      as,
    ),
    reading(
      ask,
      'GET its steps',
      `/applications/${application}/steps`,
      {
        application: 0.5,
        'its cluster': 0.5,
        steps: 0.5,
      },
      as,
    ),
    reading(ask, 'GET an entry', entry, { register: 0.5, entry: 0.5 }),
    reading(ask, 'GET its steps', `${entry}/steps`, { register: 0.5, steps: 0.5 }),
    reading(ask, 'GET an entry of a past day', `${entry}?${past}`, {
      register: 0.5,
      entry: 0.5,
      'statements, as they are now': 1,
      'its steps, as they are now': 1,
    }),
    reading(ask, 'GET a cluster of a past day', `/clusters/${cluster}?${past}`, {
      cluster: 0.5,
      'statements, as they are now': 1,
    }),
    reading(ask, 'GET 20 entries', '/registers/national/entries?limit=20', {
      register: 0.5,
      '20 records of 0.7 KB in one query': 2,
    }),
    reading(
      ask,
      'GET 20 notices',
      '/notices?limit=20',
      { '20 records of 0.3 KB in one query': 1 },
      {
        as: 'manager',
      },
    ),
  ]
}
