import { describe, expect, it } from 'vitest'
import { ask, askInVain, editor } from './support.ts'

describe('an API key', () => {
  const machine = { authorization: 'Bearer machine' }
  const mine = { route: '/my-things', headers: machine }

  it('reads in every answer how many requests it has left, and 429 with problem details after them', async () => {
    expect((await ask(mine)).headers).toMatchObject({
      'ratelimit-policy': '"default";q=2;w=60',
      ratelimit: '"default";r=1;t=60',
    })
    const missing = await ask({ route: '/things/{id}', params: { id: 'none' }, headers: machine })
    expect(missing.headers['ratelimit']).toBe('"default";r=0;t=60')
    const { headers } = await askInVain(mine, 'too-many-requests')
    expect(headers).toMatchObject({ 'retry-after': '60', ratelimit: '"default";r=0;t=60' })
  })

  it('uses up nobody else’s: people and anonymous callers have no such limit', async () => {
    for (let n = 0; n < 3; n++) await ask(mine)
    for (const headers of [editor, {}]) {
      const answer = await ask({ route: '/things/{id}', params: { id: 'none' }, headers })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['ratelimit']).toBeUndefined()
    }
  })
})
