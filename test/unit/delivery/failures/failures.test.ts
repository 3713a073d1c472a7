import { describe, expect, it } from 'vitest'
import type { failuresContract } from '#delivery/failures/contract'
import { failureIdOf, objectKeyOf } from '#delivery/failures/keys'
import { FailureId } from '#delivery/failures/model'
import { NoAnswerError, NotCallableError } from '#delivery/failures/ports'
import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Route } from '#kernel/contract'
import { callOf } from '../../governance/support.ts'
import { ANNA, actor, BORIS, START } from '../support.ts'
import { EVENT_KEY, eventDocument, failing, SECRET, STREAM_KEY, streamDocument } from './support.ts'

type Routes = typeof failuresContract.routes

/** A call so many seconds after the start. */
const calledBy = <R extends Route>(
  by: Actor,
  rest: Partial<Pick<Call<R>, 'params' | 'body' | 'page'>>,
  seconds = 0,
): Call<R> => ({ ...callOf<R>(by, rest), at: new Date(START.getTime() + seconds * 1000) })

const operator = actor(BORIS, 'job.redrive')
const event = failureIdOf(EVENT_KEY)
const stream = failureIdOf(STREAM_KEY)
const BOTH = { [EVENT_KEY]: eventDocument, [STREAM_KEY]: streamDocument }

const worldOf = (documents: Readonly<Record<string, string>> = BOTH) => {
  const world = failing(documents)
  const { handlers } = world
  const at = (id: FailureId) => ({ params: { failureId: id } })
  return {
    ...world,
    list: async () => (await handlers.listFailures(calledBy<Routes['listFailures']>(operator, {}))).body,
    read: async (id: FailureId) =>
      (await handlers.getFailure(calledBy<Routes['getFailure']>(operator, at(id)))).body,
    redrive: async (id: FailureId, by = operator, seconds = 0) =>
      handlers.redriveFailure(calledBy<Routes['redriveFailure']>(by, at(id), seconds)),
    dismiss: async (id: FailureId, reason = 'The record is gone from the register.') =>
      handlers.dismissFailure(calledBy<Routes['dismissFailure']>(operator, { ...at(id), body: { reason } })),
    orderedBy: async (id: FailureId) => {
      const { items } = await world.table.query({
        pk: `FAILURE#${id}`,
        sk: { beginsWith: 'ORDER#' },
        limit: 9,
      })
      return items.map(({ lastChange }) => lastChange)
    },
  }
}

describe('what functions gave up on', () => {
  it('is told by function, source, time, cause and number of records, and nothing of what it says', async () => {
    const { items } = await worldOf().list()
    expect(items).toEqual([
      {
        id: stream,
        state: 'kept',
        function: 'agglomera-prod-streams-follow-register',
        source: 'stream',
        table: 'agglomera-prod-Registry',
        at: '2026-03-01T10:00:00.999Z',
        condition: 'RetryAttemptsExhausted',
        attempts: 6,
        records: 2,
        requestId: '6d5f8f4e-0000-4000-8000-000000000002',
      },
      {
        id: event,
        state: 'kept',
        function: 'agglomera-prod-events-take-bounce',
        source: 'event',
        at: '2026-03-01T09:30:00.123Z',
        condition: 'RetriesExhausted',
        attempts: 3,
        records: 1,
        error: 'NotOnRecordError',
        requestId: '6d5f8f4e-0000-4000-8000-000000000001',
      },
    ])
    expect(JSON.stringify(items)).not.toContain(SECRET)
  })

  it('comes page by page, without what is no record of a failure', async () => {
    const { handlers } = worldOf({ ...BOTH, 'aws/lambda/0/note/2026/03/01/x': 'a note' })
    const page = async (after?: Readonly<Record<string, string>>) =>
      (
        await handlers.listFailures({
          ...calledBy<Routes['listFailures']>(operator, {}),
          page: { limit: 2, after },
        })
      ).body
    const first = await page()
    expect(first.items.map(({ id }) => id)).toEqual([stream])
    const second = await page(first.next)
    expect(second.items.map(({ id }) => id)).toEqual([event])
    expect(second.next).toBeUndefined()
  })

  it('is for operators of the whole deployment', async () => {
    const { list: _list, handlers, redrive } = worldOf()
    const nobody = actor(ANNA)
    await expect(handlers.listFailures(calledBy<Routes['listFailures']>(nobody, {}))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(redrive(event, nobody)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('has an id that leads to nothing but what Lambda writes', async () => {
    expect(objectKeyOf(event)).toBe(EVENT_KEY)
    for (const rest of ['../../secret', 'async/x', 'async/../2026/03/01/x', 'x\u0000/2026/03/01/y'])
      expect(objectKeyOf(FailureId.parse(Buffer.from(rest).toString('base64url')))).toBeUndefined()
    await expect(worldOf().read(FailureId.parse('x'))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a redrive', () => {
  it('calls the function with what it failed on, removes that, and tells who asked for it', async () => {
    const { redrive, carryOut, calls, orders, objects, read, orderedBy } = worldOf()
    const { status, body } = await redrive(event)
    expect([status, body.state, body.by]).toEqual([202, 'asked', BORIS])
    expect(orders).toEqual([['redriver', { failure: event }]])
    expect(calls).toEqual([])
    await carryOut(event)
    expect(calls).toEqual([
      { name: 'agglomera-prod-events-take-bounce', event: JSON.parse(eventDocument).requestPayload },
    ])
    expect([...objects.keys()]).toEqual([STREAM_KEY])
    expect(await read(event)).toMatchObject({ state: 'handled', by: BORIS, condition: 'RetriesExhausted' })
    expect(await orderedBy(event)).toMatchObject([{ actor: BORIS, action: 'redrive-failure' }])
  })

  it.each([
    [{ payload: { batchItemFailures: [{ itemIdentifier: '2' }] } }, { fault: 'records-refused', refused: 1 }],
    [{ error: { errorType: 'ZodError', errorMessage: SECRET } }, { fault: 'threw', errorAgain: 'ZodError' }],
    [new NoAnswerError('slow'), { fault: 'no-answer' }],
    [
      new NotCallableError('TooManyRequestsException'),
      { fault: 'not-callable', errorAgain: 'TooManyRequestsException' },
    ],
  ])(
    'that fails again (%o) leaves it where it is, says why, and can be asked for anew',
    async (answer, told) => {
      const { redrive, carryOut, answers, objects, read, orderedBy } = worldOf()
      answers.push(answer)
      await redrive(stream)
      await carryOut(stream)
      const after = await read(stream)
      expect(after).toMatchObject({ state: 'failed', by: BORIS, ...told })
      expect(JSON.stringify(after)).not.toContain(SECRET)
      expect(objects.size).toBe(2)
      await redrive(stream)
      await carryOut(stream)
      expect(await read(stream)).toMatchObject({ state: 'handled' })
      expect(await orderedBy(stream)).toHaveLength(2)
    },
  )

  it('is refused while another one is in hand, and carried out once however often it is told of', async () => {
    const { redrive, carryOut, calls, read } = worldOf()
    const [one, other] = await Promise.allSettled([
      redrive(event),
      redrive(event, actor(ANNA, 'job.redrive')),
    ])
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
    await expect(redrive(event)).rejects.toMatchObject({ code: 'rule-failed' })
    await Promise.all([carryOut(event), carryOut(event)])
    await carryOut(event)
    expect(calls).toHaveLength(1)
    expect(await read(event)).toMatchObject({ state: 'handled' })
    await expect(redrive(event)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('that nobody began counts for nothing after two minutes', async () => {
    const { redrive } = worldOf()
    await redrive(event)
    await expect(redrive(event, operator, 119)).rejects.toMatchObject({ code: 'rule-failed' })
    expect((await redrive(event, operator, 120)).body).toMatchObject({ state: 'asked' })
  })

  it('says so when nobody could be told of it', async () => {
    const { redrive, faults, read } = worldOf()
    faults.push(new NotCallableError('TooManyRequestsException'))
    await expect(redrive(event)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 120 })
    expect(await read(event)).toMatchObject({ state: 'asked' })
  })

  it('of what somebody else handled meanwhile is over', async () => {
    const { redrive, carryOut, objects, calls, read } = worldOf()
    await redrive(event)
    objects.delete(EVENT_KEY)
    await carryOut(event)
    expect(calls).toEqual([])
    expect(await read(event)).toMatchObject({ state: 'handled' })
  })
})

describe('a dismissal', () => {
  it('removes the failure, and tells who did so and why', async () => {
    const { dismiss, objects, calls, read, orderedBy } = worldOf()
    await dismiss(event)
    expect([...objects.keys()]).toEqual([STREAM_KEY])
    expect(calls).toEqual([])
    expect(await read(event)).toMatchObject({
      state: 'dismissed',
      by: BORIS,
      reason: 'The record is gone from the register.',
    })
    expect(await orderedBy(event)).toMatchObject([{ actor: BORIS, action: 'dismiss-failure' }])
  })

  it('that was broken off before the failure was gone can be done again, or the failure redriven', async () => {
    const { dismiss, redrive, objects, read } = worldOf()
    await dismiss(event)
    objects.set(EVENT_KEY, eventDocument)
    expect(await read(event)).toMatchObject({ state: 'kept', by: BORIS })
    await dismiss(event)
    expect(await read(event)).toMatchObject({ state: 'dismissed' })
    objects.set(EVENT_KEY, eventDocument)
    expect((await redrive(event)).body).toMatchObject({ state: 'asked' })
  })

  it('is refused while the failure is being redriven', async () => {
    const { dismiss, redrive, objects } = worldOf()
    await redrive(event)
    await expect(dismiss(event)).rejects.toMatchObject({ code: 'rule-failed' })
    expect(objects.has(EVENT_KEY)).toBe(true)
  })
})
