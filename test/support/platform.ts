import { inject } from 'vitest'
import { ask } from '../../infra/local/main/control.ts'
import { readRuntime } from '../../infra/local/main/runtime.ts'
import type { PersonaName } from '../../infra/local/personas.ts'

/** The test suite's running platform, asked over HTTP as anybody would. */
export interface Platform {
  readonly url: string
  readonly dataDir: string
  /** A fetch below `/api/v1` as a persona or, without one, as nobody. */
  api(path: string, request?: ApiRequest): Promise<Response>
  tokenFor(persona: PersonaName): Promise<string>
  runJob(name: string, input?: unknown): Promise<unknown>
}

export interface ApiRequest {
  readonly method?: string
  readonly as?: PersonaName | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An access token of a persona as of a sign-in without a second factor. */
export const oneFactorToken = async ({ dataDir }: Platform, persona: PersonaName): Promise<string> =>
  String(await ask(readRuntime(dataDir), { ask: 'token', persona, signIn: 'one-factor' }))

/** The platform that runs on a data folder; by default the suite's. */
export const platformOn = (dataDir: string): Platform => {
  const runtime = readRuntime(dataDir)
  const tokens = new Map<PersonaName, Promise<string>>()
  const tokenFor = (persona: PersonaName): Promise<string> => {
    const token = tokens.get(persona) ?? ask(runtime, { ask: 'token', persona }).then(String)
    tokens.set(persona, token)
    return token
  }
  return {
    url: runtime.url,
    dataDir,
    tokenFor,
    runJob: (name, input = {}) => ask(runtime, { ask: 'job', name, input }),
    api: async (path, { method = 'GET', as, body, headers = {} } = {}) =>
      fetch(`${runtime.url}/api/v1${path}`, {
        method,
        headers: {
          ...(as && { authorization: `Bearer ${await tokenFor(as)}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  }
}

/** The suite's platform with the sample data. */
export const suitePlatform = (): Platform => platformOn(inject('dataDir'))
