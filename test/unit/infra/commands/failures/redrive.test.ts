import { describe, expect, it } from 'vitest'
import { FailureId, type FailureView } from '#delivery/failures/model'
import { redrive } from '../../../../../infra/commands/failures/redrive.ts'
import { StartError } from '../../../../../infra/local/start-error.ts'

const URL_OF = 'https://clusters.example.org'

const failureOf = (name: string, over: Partial<FailureView> = {}): FailureView => ({
  id: FailureId.parse(name),
  state: 'kept',
  function: 'agglomera-prod-streams-follow-register',
  source: 'stream',
  table: 'agglomera-prod-Registry',
  at: '2026-03-01T10:00:00.000Z',
  condition: 'RetryAttemptsExhausted',
  attempts: 6,
  records: 2,
  ...over,
})

const problem = (status: number, code: string, detail: string, headers = {}) =>
  new Response(JSON.stringify({ code, detail }), { status, headers })

/** A platform with these failures. What is asked of one, and how far it is each time it is read, is said by its id; read
 *  once more than that, it is as it was read last. */
const platformWith = (
  failures: readonly FailureView[],
  {
    asked = {},
    states = {},
  }: {
    readonly asked?: Readonly<Record<string, Response | Error>>
    readonly states?: Readonly<Record<string, readonly (Partial<FailureView> | Response)[]>>
  } = {},
) => {
  const calls: string[] = []
  const read = new Map<string, number>()
  const answer = (url: URL): Response => {
    const [, , , , id, action] = url.pathname.split('/')
    const failure = failures.find((one) => one.id === id)
    if (id === undefined) {
      // Two pages.
      const [first, ...rest] = failures
      const isFirst = url.searchParams.get('cursor') === null
      return Response.json(
        isFirst && first !== undefined ? { items: [first], next: 'more' } : { items: rest, next: null },
      )
    }
    calls.push(`${action ?? 'read'} ${id}`)
    if (action === 'redrive') {
      const given = asked[id]
      if (given instanceof Error) throw given
      return given?.clone() ?? Response.json({ ...failure, state: 'asked' }, { status: 202 })
    }
    const times = read.get(id) ?? 0
    read.set(id, times + 1)
    const told = states[id] ?? [{ state: 'handled' }]
    const now = told[Math.min(times, told.length - 1)]
    return now instanceof Response ? now.clone() : Response.json({ ...failure, ...now })
  }
  const lines: string[] = []
  const pauses: number[] = []
  return {
    calls,
    lines,
    pauses,
    run: (replay = true) =>
      redrive(
        {
          url: URL_OF,
          token: () => Promise.resolve('agk_test'),
          fetch: async (input) => answer(new URL(String(input))),
        },
        {
          replay,
          log: (line) => lines.push(line),
          pause: async (milliseconds) => void pauses.push(milliseconds),
        },
      ),
  }
}

describe('listing what functions gave up on', () => {
  it('tells each with its reason and what was done about it, the first given up first, and asks for nothing', async () => {
    const later = failureOf('later', {
      at: '2026-03-02T10:00:00.000Z',
      state: 'running',
      askedAt: '2026-03-03T08:00:00.000Z',
    })
    const failed = failureOf('failed', {
      source: 'event',
      records: 1,
      error: 'NotOnRecordError',
      requestId: 'request-1',
      state: 'failed',
      askedAt: '2026-03-03T09:00:00.000Z',
      fault: 'threw',
      errorAgain: 'RangeError',
    })
    const { calls, lines, run } = platformWith([later, failed])
    expect(await run(false)).toBe(true)
    expect(calls).toEqual([])
    expect(lines).toEqual([
      '2026-03-01T10:00:00.000Z  agglomera-prod-streams-follow-register  an event of agglomera-prod-Registry, RetryAttemptsExhausted after 6 attempts',
      '    error: NotOnRecordError',
      '    in the log of the function: request-1',
      '    redriven on 2026-03-03T09:00:00.000Z, failed again: the function ended with RangeError',
      `    ${URL_OF}/operations/failures/failed`,
      '2026-03-02T10:00:00.000Z  agglomera-prod-streams-follow-register  2 records of agglomera-prod-Registry, RetryAttemptsExhausted after 6 attempts',
      '    being redriven since 2026-03-03T08:00:00.000Z',
      `    ${URL_OF}/operations/failures/later`,
      `2 kept, which --replay gives to their functions again, on ${URL_OF}`,
    ])
  })

  it('says when there is nothing', async () => {
    const { lines, run } = platformWith([])
    expect(await run(false)).toBe(true)
    expect(lines).toEqual([`Nothing is kept on ${URL_OF}`])
  })
})

describe('redriving', () => {
  it('waits for one before it asks for the next, and counts what came of them', async () => {
    const { calls, lines, pauses, run } = platformWith(
      [failureOf('b', { at: '2026-03-02T10:00:00.000Z' }), failureOf('a')],
      { states: { a: [{ state: 'asked' }, { state: 'running' }, { state: 'handled' }] } },
    )
    expect(await run()).toBe(true)
    expect(calls).toEqual(['redrive a', 'read a', 'read a', 'read a', 'redrive b', 'read b'])
    expect(pauses).toEqual([250, 500, 1000, 250])
    expect(lines.at(-1)).toBe(`2 handled, 0 failed again, 0 refused, 0 skipped on ${URL_OF}`)
  })

  it.each([
    [{ fault: 'records-refused', refused: 1 }, '1 of its records failed again'],
    [{ fault: 'threw', errorAgain: 'RangeError' }, 'the function ended with RangeError'],
    [{ fault: 'no-answer' }, 'the function gave no answer in time; it may have done its work'],
    [
      { fault: 'not-callable', errorAgain: 'ResourceNotFoundException' },
      'the function could not be called (ResourceNotFoundException)',
    ],
  ] as const)('says why one failed again, goes on, and is not well then: %o', async (told, words) => {
    const { lines, run } = platformWith([failureOf('a'), failureOf('b')], {
      states: { a: [{ state: 'failed', ...told }] },
    })
    expect(await run()).toBe(false)
    expect(lines).toContain(`    failed again: ${words}`)
    expect(lines.at(-1)).toContain('1 handled, 1 failed again')
  })

  it('does not wait for a redrive whose worker died', async () => {
    const { lines, run } = platformWith([failureOf('a')], {
      states: { a: [{ state: 'running' }, { state: 'kept' }] },
    })
    expect(await run()).toBe(false)
    expect(lines).toContain('    failed again: nobody carried it out to the end')
  })

  it('leaves what somebody else has redriven or had handled meanwhile to them', async () => {
    const { calls, lines, run } = platformWith([failureOf('a'), failureOf('b'), failureOf('c')], {
      asked: {
        a: problem(422, 'rule-failed', 'It is being redriven at this moment'),
        b: problem(404, 'not-found', 'There is no such failure'),
      },
    })
    expect(await run()).toBe(true)
    expect(calls).toEqual(['redrive a', 'redrive b', 'redrive c', 'read c'])
    expect(lines).toContain('    skipped: It is being redriven at this moment')
    expect(lines).toContain('    skipped: somebody else had it handled or dismissed meanwhile')
    expect(lines.at(-1)).toContain('1 handled, 0 failed again, 0 refused, 2 skipped')
  })

  it('goes on where a redrive could not be begun, without waiting for the two minutes', async () => {
    const { lines, run } = platformWith([failureOf('a'), failureOf('b')], {
      asked: { a: problem(503, 'unavailable', 'could not be begun', { 'retry-after': '120' }) },
    })
    expect(await run()).toBe(false)
    expect(lines).toContain('    refused: could not be begun')
    expect(lines.at(-1)).toContain('1 handled, 0 failed again, 1 refused')
  })

  it('ends at once for who may not, and when the platform does not answer', async () => {
    const forbidden = problem(403, 'forbidden', 'You may not')
    const { calls, run } = platformWith([failureOf('a'), failureOf('b')], { asked: { a: forbidden } })
    await expect(run()).rejects.toMatchObject({ status: 403, message: 'You may not' })
    expect(calls).toEqual(['redrive a'])
    const silent = platformWith([failureOf('a')], { asked: { a: new StartError('does not answer') } })
    await expect(silent.run()).rejects.toThrow('does not answer')
  })
})
