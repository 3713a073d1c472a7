import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Access, Route } from '#kernel/contract'
import { Problem } from '#kernel/http/problem'
import { CONTRACTS } from '../../infra/contracts.ts'
import { PERSONA_NAMES, type PersonaName } from '../../infra/local/personas.ts'
import { oneFactorToken, type Platform, suitePlatform } from '../support/platform.ts'

/** A body that no route takes: what gets past the power is refused for its content, and nothing is changed. */
const NO_BODY = {}

const routes = CONTRACTS.flatMap((contract) =>
  Object.entries(contract.routes).map(([name, route]): [string, Route] => [
    `${contract.name}.${name}`,
    route,
  ]),
)

const addressOf = ({ path }: Route) => path.replaceAll(/\{\w+\}/g, 'x')

const changes = ({ method }: Route) => method !== 'GET'

/** What the route's access says of a caller with these powers. */
const verdictOf = (access: Access, caller: 'anonymous' | ReadonlySet<string>): 401 | 403 | 'admitted' => {
  if (access === 'public') return 'admitted'
  if (caller === 'anonymous') return 401
  return access === 'signed-in' || caller.has(access.power) ? 'admitted' : 403
}

describe('every route answers every caller as its power says', () => {
  let platform: Platform
  const powers = new Map<PersonaName, ReadonlySet<string>>()

  beforeAll(async () => {
    platform = suitePlatform()
    const Me = z.object({ powers: z.array(z.object({ power: z.string() })) })
    for (const persona of PERSONA_NAMES) {
      const me = Me.parse(await (await platform.api('/me', { as: persona })).json())
      powers.set(persona, new Set(me.powers.map(({ power }) => power)))
    }
  })

  it('gives the personas different powers', () => {
    expect(powers.get('ministry')?.has('power.grant')).toBe(true)
    expect(powers.get('region')?.has('cluster.register')).toBe(true)
    expect(powers.get('region')?.has('power.grant')).toBe(false)
    expect(powers.get('participant')?.size).toBe(0)
  })

  it.each(routes)('%s', async (_name, route) => {
    for (const persona of [undefined, ...PERSONA_NAMES]) {
      const response = await platform.api(addressOf(route), {
        method: route.method,
        as: persona,
        ...(changes(route) && { body: NO_BODY, headers: { 'if-match': '"999999"' } }),
      })
      const expected = verdictOf(
        route.access,
        persona === undefined ? 'anonymous' : (powers.get(persona) ?? new Set()),
      )
      const caller = persona ?? 'anonymous'
      if (expected === 'admitted') {
        // Inside, a route may still ask for signing in or a territory; then it says so itself.
        expect(response.status, caller).toBeLessThan(500)
        if (route.access !== 'public' && route.access !== 'signed-in')
          expect([401, 403], caller).not.toContain(response.status)
      } else {
        expect(response.status, caller).toBe(expected)
      }
      if (response.status >= 400) {
        expect(response.headers.get('content-type'), caller).toMatch(/^application\/problem\+json/)
        expect(Problem.parse(await response.json()).status, caller).toBe(response.status)
      } else {
        await response.arrayBuffer()
      }
    }
  })
})

describe('a sign-in without a second factor', () => {
  it('is refused where a power decides, and admitted where not', async () => {
    const platform = suitePlatform()
    const authorization = `Bearer ${await oneFactorToken(platform, 'ministry')}`
    const post = (path: string) =>
      platform.api(path, { method: 'POST', body: NO_BODY, headers: { authorization } })
    const decides = await post('/grants')
    expect(decides.status).toBe(403)
    expect(Problem.parse(await decides.json()).code).toBe('second-factor-required')
    expect((await post('/clusters')).status).toBe(422)
    const me = await platform.api('/me', { headers: { authorization } })
    expect(await me.json()).toMatchObject({ secondFactor: false })
  })
})
