import { describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { ConflictError, ForbiddenError, StaleVersionError } from '#kernel/errors'
import {
  aDraft,
  anOrganisation,
  assessor,
  bavaria,
  editor,
  ministry,
  NOW,
  type Platform,
  person,
  platform,
  send,
  watch,
} from './support.ts'

const act = { kind: 'Order', number: '7' }
const on = (day: string) => new Date(`${day}T10:00:00.000Z`)

/** An application of the editor's, as a draft. */
const drafted = async (given: Platform, over: object = {}, at = NOW) => {
  const cluster = await aDraft(given, over)
  const body = { cluster: cluster.id, register: 'national' }
  return (await send(given.registry.createApplication, { actor: editor, body, at })).body
}

type StepName = 'submit' | 'review' | 'return' | 'withdraw' | 'refuse' | 'register'
const step = (
  { registry }: Platform,
  name: StepName,
  id: string,
  version: number,
  actor: Actor,
  body: object = {},
  at = NOW,
) => {
  const request = { actor, params: { applicationId: id }, version, body, at }
  switch (name) {
    case 'submit':
      return send(registry.submitApplication, request)
    case 'review':
      return send(registry.reviewApplication, request)
    case 'return':
      return send(registry.returnApplication, {
        ...request,
        body: { reason: 'unclear', comments: [], ...body },
      })
    case 'withdraw':
      return send(registry.withdrawApplication, request)
    case 'refuse':
      return send(registry.refuseApplication, {
        ...request,
        body: { reason: 'too small', act, decisionDate: '2026-03-10', ...body },
      })
    case 'register':
      return send(registry.registerCluster, {
        ...request,
        body: { act, decisionDate: '2026-03-10', ...body },
      })
  }
}

describe('the procedure of an application', () => {
  it('goes from draft to entry through review, return and resubmission, every step on record', async () => {
    const given = await platform()
    const { id } = await drafted(given)
    await step(given, 'submit', id, 1, editor, { reason: 'complete' })
    await step(given, 'review', id, 2, assessor)
    const comments = [{ field: '/seat/town', text: 'Where is it?' }]
    const { body: returned } = await step(given, 'return', id, 3, assessor, { comments })
    expect(returned).toMatchObject({ status: 'returned', comments, due: '2026-04-07', overdue: false })
    await step(given, 'submit', id, 4, editor)
    await step(given, 'review', id, 5, assessor)
    const { body: entry } = await step(given, 'register', id, 6, ministry)
    expect(entry).toMatchObject({ number: '2026-0001', status: 'registered' })

    const { body } = await send(given.registry.listApplicationSteps, {
      actor: editor,
      params: { applicationId: id },
    })
    expect(body.items.map(({ action, actor, version }) => [version, action, actor])).toEqual([
      [2, 'submit', 'per_editor'],
      [3, 'review', 'per_assessor'],
      [4, 'return', 'per_assessor'],
      [5, 'submit', 'per_editor'],
      [6, 'review', 'per_assessor'],
      [7, 'approve', 'per_ministry'],
    ])
    expect(body.items.at(-1)).toMatchObject({
      act,
      inForce: '2026-03-10',
      at: NOW.toISOString(),
      power: 'cluster.register',
      holder: 'aut_1',
    })
    expect(body.items[2]).toMatchObject({ comments, reason: 'unclear' })
  })

  it('refuses the submitter, the last editor and the assessor as deciders, and the preparers as assessors', async () => {
    const given = await platform()
    const all = ['cluster.edit', 'cluster.register'] as const
    const [author, submitter, reviewer] = [
      person('author', all),
      person('submitter', all),
      person('reviewer', all),
    ]
    const cluster = await aDraft(given, {}, author)
    const body = { cluster: cluster.id, register: 'national' }
    const { id } = (await send(given.registry.createApplication, { actor: author, body })).body
    await step(given, 'submit', id, 1, submitter)
    for (const actor of [author, submitter])
      await expect(step(given, 'review', id, 2, actor)).rejects.toThrow('second person')
    await step(given, 'review', id, 2, reviewer)
    for (const actor of [author, submitter])
      await expect(step(given, 'register', id, 3, actor)).rejects.toThrow('second person')
    await expect(step(given, 'register', id, 3, reviewer)).rejects.toThrow('You assessed')
    await expect(step(given, 'refuse', id, 3, reviewer)).rejects.toThrow('You assessed')
    expect((await step(given, 'register', id, 3, ministry)).status).toBe(200)
  })

  it('refuses whoever belongs to the management organisation', async () => {
    const given = await platform()
    const { body: organisation } = await send(given.registry.createOrganisation, { body: anOrganisation() })
    const { id } = await drafted(given, { managementOrganisation: organisation.id })
    await step(given, 'submit', id, 1, editor)
    await step(given, 'review', id, 2, assessor)
    const insider = person('insider', ['cluster.register'], ['*'], [organisation.id])
    await expect(step(given, 'register', id, 3, insider)).rejects.toThrow('organisation concerned')
  })

  it.each([
    ['review', 'draft', 1],
    ['return', 'draft', 1],
    ['refuse', 'draft', 1],
    ['register', 'draft', 1],
    ['withdraw', 'draft', 1],
    ['return', 'submitted', 2],
    ['register', 'submitted', 2],
  ] as const)('does not %s what is %s', async (name, status, version) => {
    const given = await platform()
    const { id } = await drafted(given)
    if (status === 'submitted') await step(given, 'submit', id, 1, editor)
    const actor = name === 'withdraw' ? editor : ministry
    await expect(step(given, name, id, version, actor)).rejects.toThrow(ConflictError)
  })

  it('refuses a stale version and a foreign territory at every step', async () => {
    const given = await platform()
    const { id } = await drafted(given, { regions: ['DE-HE'] })
    await expect(step(given, 'submit', id, 2, editor)).rejects.toThrow(StaleVersionError)
    await expect(step(given, 'submit', id, 1, bavaria)).rejects.toThrow(ForbiddenError)
    await step(given, 'submit', id, 1, editor)
    await expect(step(given, 'review', id, 2, bavaria)).rejects.toThrow(ForbiddenError)
    await step(given, 'review', id, 2, assessor)
    for (const name of ['return', 'refuse', 'register', 'withdraw'] as const)
      await expect(step(given, name, id, 3, bavaria)).rejects.toThrow(ForbiddenError)
  })

  it('takes no number for a refusal, tells why and how to appeal, and lets the cluster apply again', async () => {
    const given = await platform()
    const { registry } = given
    const register = (await send(registry.getRegister, { params: { registerId: 'national' } })).body
    const { id: _id, code: _code, createdAt: _at, ...content } = register
    const appeal = { en: 'Within a month, to the ministry.' }
    await send(registry.changeRegister, {
      params: { registerId: 'national' },
      version: 1,
      body: { ...content, appeal },
    })
    const { id, cluster } = await drafted(given)
    await step(given, 'submit', id, 1, editor)
    await step(given, 'review', id, 2, assessor)
    await step(given, 'refuse', id, 3, ministry)
    const { body: notices } = await send(registry.listNotices, { actor: editor, query: {} })
    expect(notices.items).toMatchObject([
      { kind: 'application-refused', about: id, reason: 'too small', appeal },
    ])
    const again = await send(registry.createApplication, {
      actor: editor,
      body: { cluster, register: 'national' },
    })
    const params = { applicationId: again.body.id }
    await send(registry.submitApplication, { actor: editor, params, version: 1, body: {} })
    await send(registry.reviewApplication, { actor: assessor, params, version: 2, body: {} })
    expect((await step(given, 'register', again.body.id, 3, ministry)).body).toMatchObject({
      number: '2026-0001',
    })
  })

  it('keeps what was submitted from being edited until it is returned or withdrawn', async () => {
    const given = await platform()
    const { id, cluster } = await drafted(given)
    await step(given, 'submit', id, 1, editor)
    const params = { clusterId: cluster }
    const shown = await send(given.registry.getCluster, { actor: editor, params, query: {} })
    const edit = async (version = shown.version ?? 0) =>
      send(given.registry.changeCluster, {
        actor: editor,
        params,
        version,
        body: {
          names: { en: 'Renamed' },
          primaryCategory: 'micro',
          categories: [],
          industries: [],
          regions: ['DE-BY'],
        },
      })
    await expect(edit()).rejects.toThrow('withdraw it')
    await step(given, 'withdraw', id, 2, editor)
    expect((await edit(3)).body.names).toEqual({ en: 'Renamed' })
  })
})

describe('terms', () => {
  it('run in working days, stand still while returned, and show as overdue', async () => {
    const given = await platform()
    const { registry } = given
    const register = (await send(registry.getRegister, { params: { registerId: 'national' } })).body
    const { id: _id, code: _code, createdAt: _at, ...content } = register
    await send(registry.changeRegister, {
      params: { registerId: 'national' },
      version: 1,
      body: {
        ...content,
        terms: { decision: 5, correction: 3 },
        // Monday 16 March is a holiday, Saturday 21 March is worked.
        calendar: { weekend: [6, 7], holidays: ['2026-03-16'], workdays: ['2026-03-21'] },
      },
    })
    // Wednesday 11 March: 12, 13, 17, 18, 19.
    const { id } = await drafted(given, {}, on('2026-03-11'))
    const { body: submitted } = await step(given, 'submit', id, 1, editor, {}, on('2026-03-11'))
    expect(submitted).toMatchObject({ due: '2026-03-19' })
    await step(given, 'review', id, 2, assessor, {}, on('2026-03-12'))
    // Three are left on the 13th: 17, 18, 19. The applicant has 17, 18, 19.
    const { body: returned } = await step(given, 'return', id, 3, assessor, {}, on('2026-03-13'))
    expect(returned).toMatchObject({ due: '2026-03-19' })
    // Answered on the 18th: 19, 20 and the worked Saturday.
    const { body: again } = await step(given, 'submit', id, 4, editor, {}, on('2026-03-18'))
    expect(again).toMatchObject({ due: '2026-03-21' })
    const read = async (day: string) =>
      (await send(registry.getApplication, { actor: editor, params: { applicationId: id }, at: on(day) }))
        .body
    expect((await read('2026-03-21')).overdue).toBe(false)
    expect((await read('2026-03-22')).overdue).toBe(true)
  })

  it('let a returned application lapse, once, the day after they end', async () => {
    const given = await platform()
    const { registry } = given
    const { id, cluster } = await drafted(given)
    await step(given, 'submit', id, 1, editor)
    await step(given, 'review', id, 2, assessor)
    const { body: returned } = await step(given, 'return', id, 3, assessor)
    expect(returned).toMatchObject({ due: '2026-04-07' })
    expect(await watch(given, on('2026-04-07'))).toMatchObject({ lapsed: 0, unconfirmed: 0 })
    expect(await watch(given, on('2026-04-08'))).toMatchObject({ lapsed: 1, unconfirmed: 0 })
    expect(await watch(given, on('2026-04-08'))).toMatchObject({ lapsed: 0, unconfirmed: 0 })
    const { body } = await send(registry.getApplication, { actor: editor, params: { applicationId: id } })
    expect(body.status).toBe('lapsed')
    const steps = await send(registry.listApplicationSteps, { actor: editor, params: { applicationId: id } })
    expect(steps.body.items.at(-1)).toMatchObject({ action: 'lapse', actor: 'platform' })
    const notices = await send(registry.listNotices, { actor: editor, query: {} })
    expect(notices.body.items.map(({ kind }) => kind)).toEqual(['application-lapsed', 'application-returned'])
    const { body: shown } = await send(registry.getCluster, {
      actor: editor,
      params: { clusterId: cluster },
      query: {},
    })
    expect(shown.openApplications).toEqual([])
  })
})
