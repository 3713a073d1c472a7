import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patiently, sender } from '#imports/send'
import { StartError } from '../../../infra/local/start-error.ts'

const answered = { created: 2, updated: 0, unchanged: 0, rejected: 0, rows: [] }

/** A platform that answers so, one after the other, and with rows at the end. */
const answering = (answers: readonly (Response | Error)[]) => {
  const left = [...answers]
  let calls = 0
  return {
    calls: () => calls,
    send: sender('organisations', {
      url: 'https://clusters.example.org',
      fetch: async () => {
        calls += 1
        const next = left.shift() ?? Response.json(answered)
        if (next instanceof Error) throw next
        return next
      },
    }),
  }
}
const busy = () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } })
const unanswered = () =>
  Response.json({ message: 'Service Unavailable' }, { status: 503, headers: { 'retry-after': '0' } })
const silent = () => new StartError('does not answer', { cause: new TypeError('fetch failed') })

describe('sending rows to a platform that cannot answer at once', () => {
  // The shortest of the pauses that chance may give.
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
  afterEach(() => void vi.restoreAllMocks())

  it('tries again when it has too many requests, or the connection is lost', async () => {
    const { send, calls } = answering([busy(), silent(), new TypeError('fetch failed')])
    expect(await send([{ id: 1 }, { id: 2 }], undefined)).toEqual(answered)
    expect(calls()).toBe(4)
  })

  it('tries again with one row, but not with several, that took too long', async () => {
    const one = answering([unanswered()])
    expect(await one.send([{ id: 1 }], undefined)).toEqual(answered)
    expect(one.calls()).toBe(2)
    const several = answering([unanswered()])
    await expect(several.send([{ id: 1 }, { id: 2 }], undefined)).rejects.toMatchObject({ status: 503 })
    expect(several.calls()).toBe(1)
  })

  it('does not repeat what repeating does not change', async () => {
    let calls = 0
    const failing = () => {
      calls += 1
      return Promise.reject(new Error('a mistake of ours'))
    }
    await expect(patiently(failing)).rejects.toThrow('a mistake of ours')
    expect(calls).toBe(1)
  })
})
