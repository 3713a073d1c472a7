import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Problem } from '#kernel/http/problem'
import { suitePlatform } from '../support/platform.ts'

// A machine's account on the running platform: every function lets it in, counts its requests and holds its scope.

const platform = suitePlatform()
const Key = z.object({ id: z.string(), token: z.string() })
const Listed = z.object({ lastUsedAt: z.string().nullable() })

const make = async (changes: object = {}) => {
  const response = await platform.api('/api-keys', {
    method: 'POST',
    as: 'ministry',
    body: {
      holder: 'ministry',
      title: 'A test of the suite',
      powers: ['organisation.edit'],
      territory: ['DE-BY'],
      expiresOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      ...changes,
    },
  })
  expect(response.status).toBe(201)
  return Key.parse(await response.json())
}

const by = (token: string) => ({ authorization: `Bearer ${token}` })

const organisation = (region: string) => ({
  names: { en: `Made by a machine in ${region}`, ru: `Создано машиной в ${region}` },
  kind: 'firm',
  size: 'small',
  noIdentifierReason: 'A test',
  seat: { region },
})

describe('an API key', () => {
  let key: z.output<typeof Key>
  beforeAll(async () => {
    key = await make()
  })

  it.each(['/me', '/code-lists', '/clusters?limit=1', '/indicators', '/documents?limit=1'])(
    'is let in and counted at %s',
    async (path) => {
      const response = await platform.api(path, { headers: by(key.token) })
      expect(response.status).toBe(200)
      expect(response.headers.get('ratelimit-policy')).toBe('"default";q=600;w=60')
      expect(response.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/)
    },
  )

  it('writes within its territory under its own name, and nowhere else', async () => {
    const inside = await platform.api('/organisations', {
      method: 'POST',
      body: organisation('DE-BY'),
      headers: by(key.token),
    })
    expect(inside.status).toBe(201)
    const outside = await platform.api('/organisations', {
      method: 'POST',
      body: organisation('DE-SN'),
      headers: by(key.token),
    })
    expect(outside.status).toBe(403)
  })

  it('shows when it was used', async () => {
    const response = await platform.api(`/api-keys/${key.id}`, { as: 'ministry' })
    const { lastUsedAt } = Listed.parse(await response.json())
    expect(Date.now() - Date.parse(lastUsedAt ?? '')).toBeLessThan(3_600_000)
  })

  it('that has used up its minute is told when to go on', async () => {
    const { token } = await make({ requestsPerMinute: 1 })
    const answers = []
    for (let n = 0; n < 3; n++) answers.push(await platform.api('/me', { headers: by(token) }))
    // A new minute may begin in between; of three requests one is then still refused.
    const refused = answers.find(({ status }) => status === 429)
    expect(Problem.parse(await refused?.json()).code).toBe('too-many-requests')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('that is unknown or mistyped is refused', async () => {
    const wrong = await platform.api('/clusters', { headers: by(key.token.replace(/.$/, '-')) })
    expect(wrong.status).toBe(401)
  })
})
