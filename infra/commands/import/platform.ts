import { resolve } from 'node:path'
import { governanceContract } from '#governance/contract'
import { ApiProblem, type ClientOptions, clientOf } from '#kernel/client'
import type { Power } from '#kernel/powers'
import { ask } from '../../local/main/control.ts'
import { DEFAULT_DATA } from '../../local/main/options.ts'
import { type Runtime, readRuntime } from '../../local/main/runtime.ts'
import { isPersona, PERSONA_NAMES, type PersonaName } from '../../local/personas.ts'
import { StartError } from '../../local/start-error.ts'
import { UsageError } from './arguments.ts'

/** A platform and an account to speak to it. */
export interface Platform extends ClientOptions {
  /** Who speaks, for people: `analyst`, `a token`. */
  readonly account: string
}

export interface PlatformWishes {
  readonly as?: string | undefined
  readonly key?: string | undefined
  readonly url?: string | undefined
  /** The data folder of the platform on this machine. */
  readonly data?: string | undefined
}

/** No sample account holds the power. */
export class NobodyMay extends UsageError {}

/** Tokens last an hour. */
const RENEW_AFTER_MILLISECONDS = 50 * 60_000

/** Finds the platform and the account. Without wishes: the platform that runs on this machine, and there the sample
 *  account that holds one of the powers over the widest territory.
 *  @throws UsageError when no account is given and none can be chosen: NobodyMay where none holds a power
 *  @throws StartError when no platform runs here and no address is given */
export const connect = async (wishes: PlatformWishes, powers: readonly Power[]): Promise<Platform> => {
  if (wishes.url !== undefined && !/^https?:$/.test(URL.parse(wishes.url)?.protocol ?? ''))
    throw new UsageError(
      `--url takes the address of a platform, such as https://example.org, not "${wishes.url}"`,
    )
  const key = wishes.key ?? (wishes.as === undefined ? process.env['AGGLOMERA_TOKEN'] : undefined)
  if (key !== undefined)
    return {
      url: wishes.url ?? readRuntime(resolve(wishes.data ?? DEFAULT_DATA)).url,
      fetch: reach,
      token: () => Promise.resolve(key),
      account: 'a token',
    }
  if (wishes.url !== undefined && wishes.as === undefined)
    throw new UsageError('Another platform needs a token: --key <token>, or the variable AGGLOMERA_TOKEN')
  const runtime = readRuntime(resolve(wishes.data ?? DEFAULT_DATA))
  const url = wishes.url ?? runtime.url
  if (wishes.as !== undefined) return asPersona(runtime, url, personaNamed(wishes.as))
  return choose(runtime, url, powers)
}

/** `fetch`, whose failures say what was not reached. @throws StartError when there is no answer */
const reach: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init)
  } catch (error) {
    const { host } = new URL(input instanceof Request ? input.url : input)
    throw new StartError(`The platform at ${host} does not answer`, { cause: error })
  }
}

/** A sample account of a running local platform. */
const asPersona = (runtime: Runtime, url: string, persona: PersonaName): Platform => {
  let known: { readonly token: string; readonly until: number } | undefined
  return {
    url,
    fetch: reach,
    account: persona,
    token: async () => {
      if (known === undefined || known.until < Date.now()) {
        const token = String(await ask(runtime, { ask: 'token', persona }))
        known = { token, until: Date.now() + RENEW_AFTER_MILLISECONDS }
      }
      return known.token
    },
  }
}

const personaNamed = (name: string): PersonaName => {
  if (isPersona(name)) return name
  throw new UsageError(`There is no sample account "${name}" (there are ${PERSONA_NAMES.join(', ')})`)
}

/** The first sample account that holds a power everywhere, else one that holds it somewhere. */
const choose = async (runtime: Runtime, url: string, powers: readonly Power[]): Promise<Platform> => {
  const candidates = await Promise.all(
    PERSONA_NAMES.map(async (persona) => {
      const platform = asPersona(runtime, url, persona)
      return { platform, held: await powersOf(platform) }
    }),
  )
  for (const power of powers)
    for (const fits of [(territory: readonly string[]) => territory.includes('*'), () => true]) {
      const found = candidates.find(({ held }) =>
        held.some((one) => one.power === power && fits(one.territory)),
      )
      if (found !== undefined) return found.platform
    }
  throw new NobodyMay(
    `No sample account holds ${powers.join(' or ')} yet: let an account with power.grant give it to another one, or name an account with --as or --key`,
  )
}

const powersOf = async (platform: Platform) => {
  try {
    return (await clientOf(governanceContract, platform).me({})).body.powers
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return []
    throw error
  }
}
