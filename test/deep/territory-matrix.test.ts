import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Power } from '#kernel/powers'
import type { LocalCloud } from '../../infra/local/main/cloud.ts'
import type { PersonaName } from '../../infra/local/personas.ts'
import { startSampledCloud } from '../support/sampled-cloud.ts'
import { clusterProbes } from '../support/territory-matrix/cluster-probes.ts'
import {
  type Answer,
  done,
  type Helper,
  type Holder,
  Made,
  mainHoldersOn,
  type Probe,
  verdictsOn,
  type World,
} from '../support/territory-matrix/matrix.ts'
import { procedureProbes } from '../support/territory-matrix/procedure-probes.ts'

// The matrix over HTTP, on a platform of its own: each holder of a power is a machine with a key, whose authority was
// given the power over the territory for the time. What only people decide (suspension, removal, mergers, powers) is tried
// in process alone.

/** The powers that a key can hold, of those that probes ask for. */
const POWERS_OF_KEYS: readonly Power[] = [
  'cluster.edit',
  'cluster.register',
  'membership.confirm',
  'organisation.edit',
  'facility.manage',
]
const BY_PEOPLE = ['mergeCluster', 'mergeOrganisation']
const probes: readonly Probe[] = [...procedureProbes, ...clusterProbes].filter(
  ({ power, route }) => POWERS_OF_KEYS.includes(power) && !BY_PEOPLE.includes(route),
)

/** Who helps, and which powers over everything they get before they are asked for the first time. */
const HELPERS: Readonly<Record<Helper, PersonaName>> = {
  preparer: 'analyst',
  assessor: 'auditor',
  decider: 'participant',
}
const act = { kind: 'Order', number: '1', date: '2020-01-01' }
const FROM = '2020-01-01'

let dataDir: string
let cloud: LocalCloud
let world: World

const fetched = async (bearer: string, method: string, path: string, body: unknown, version?: number) => {
  const response = await fetch(`${cloud.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) } satisfies Answer
}

const tokens = new Map<PersonaName, Promise<string>>()
const tokenFor = (persona: PersonaName): Promise<string> => {
  const token = tokens.get(persona) ?? cloud.tokenFor(persona)
  tokens.set(persona, token)
  return token
}

/** The ministry of the sample, which gives everybody their powers. */
const ministry = async (method: string, path: string, body?: unknown, version?: number) =>
  fetched(await tokenFor('ministry'), method, path, body, version)

const anAuthority = async (code: string) => {
  const body = { code, names: { en: code }, level: 'regional', parent: null, territory: ['DE'] }
  done(Made, await ministry('POST', '/authorities', body))
  return code
}

const give = async (holder: string, power: Power, given: Pick<Holder, 'territory' | 'from' | 'to'>) =>
  done(
    Made,
    await ministry('POST', '/grants', { holder, power, ...given, basis: 'Act', act, delegable: false }),
  ).id

const everywhere = { territory: ['*'], from: FROM, to: null }

const meOf = async (persona: PersonaName) =>
  done(z.object({ person: z.string() }), await fetched(await tokenFor(persona), 'GET', '/me', undefined))

/** Gives the helpers their powers; no function that the probes ask has seen them before. */
const empowerHelpers = async () => {
  for (const [helper, persona] of Object.entries(HELPERS)) {
    const holder = await anAuthority(`helper-${helper}`)
    for (const power of POWERS_OF_KEYS) await give(holder, power, everywhere)
    const { person } = await meOf(persona)
    done(Made, await ministry('POST', '/positions', { person, holder, role: 'editor', from: FROM, to: null }))
  }
}

/** A key of an authority that has the powers over the territory for the time. A key is made while they are live;
 *  those that are not are ended or given anew then. */
const keyOf = async (holder: Holder, number: number, today: string): Promise<string> => {
  const authority = await anAuthority(`holder-${number}`)
  const { territory, from, to, holds } = holder
  const grants: string[] = []
  for (const power of POWERS_OF_KEYS)
    grants.push(await give(authority, power, { territory, from: FROM, to: holds ? to : null }))
  const { token } = done(
    z.object({ token: z.string() }),
    await ministry('POST', '/api-keys', {
      holder: authority,
      title: holder.name,
      powers: POWERS_OF_KEYS,
      mayDecide: true,
      territory,
      expiresOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      requestsPerMinute: 6000,
    }),
  )
  if (holds) return token
  for (const grant of grants) done(Made, await ministry('PUT', `/grants/${grant}`, { to: today, act }, 1))
  if (from > today) for (const power of POWERS_OF_KEYS) await give(authority, power, { territory, from, to })
  return token
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'agglomera-matrix-'))
  cloud = await startSampledCloud({ dataDir })
  const codes = { rows: [{ code: 'bio', names: { en: 'Biotechnology' } }] }
  const district = { code: 'DE-BY-M', parent: 'DE-BY', level: 'district', names: { en: 'Munich' } }
  await ministry('POST', '/code-lists/categories', codes)
  await ministry('POST', '/code-lists/regions', { rows: [district] })
  await empowerHelpers()
  const today = new Date().toISOString().slice(0, 10)
  const keys = new Map<string, string>()
  for (const [number, holder] of mainHoldersOn(today).entries())
    keys.set(holder.name, await keyOf(holder, number, today))
  world = {
    today,
    ask: async (as, method, path, { body, version } = {}) => {
      const bearer = typeof as === 'string' ? await tokenFor(HELPERS[as]) : keys.get(as.holder.name)
      return fetched(bearer ?? '', method, path, body, version)
    },
  }
})
afterAll(async () => {
  await cloud?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('who may do what where and when, over HTTP', () => {
  it.each(probes.map((probe): [string, Probe] => [`${probe.route} by ${probe.power}`, probe]))(
    '%s',
    async (_name, probe) => {
      const { decisions, admitted, wrong } = await verdictsOn(world, probe, mainHoldersOn(world.today))
      expect(wrong).toEqual([])
      expect(decisions).toBe(probe.cases.length * 9)
      expect(admitted).toBeGreaterThanOrEqual(probe.cases.length)
    },
  )
})
