import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { isPersona, type PersonaName } from '../personas.ts'
import { identityKeys } from './keys.ts'
import { createProvider, type IdentityClient, LOCAL_GRANT, ONE_FACTOR } from './provider.ts'
import { SessionStore } from './session-store.ts'
import { languageOf, signInPage } from './sign-in-page.ts'

/** The sign-in provider of this machine. */
export interface LocalIdentity {
  /** Answers requests below the issuer's path. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** An access token of a sample account, valid for an hour: as of a sign-in with a second factor, or without one.
   *  Needs `handle` to be served at the issuer's address. */
  tokenFor(persona: PersonaName, signIn?: 'one-factor'): Promise<string>
  stop(): void
}

/** Prepares the provider; whoever listens at the issuer's address gives it the requests.
 *  @param issuer its address, whose path is where it is mounted
 *  @param folder keeps keys and sessions
 *  @throws StartError for damaged keys */
export const createIdentity = async (options: {
  readonly issuer: string
  readonly folder: string
  readonly client: IdentityClient
}): Promise<LocalIdentity> => {
  const { issuer, folder, client } = options
  mkdirSync(folder, { recursive: true })
  const keys = await identityKeys(join(folder, 'keys.json'))
  const store = new SessionStore(join(folder, 'sessions.sqlite'))
  const secret = randomBytes(32).toString('base64url')
  const provider = createProvider({ issuer, client, keys, store, secret })
  const callback = provider.callback()
  const mount = new URL(issuer).pathname

  const signIn = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    await provider.interactionDetails(request, response)
    if (request.method === 'POST') {
      const persona = new URLSearchParams(await text(request)).get('persona') ?? ''
      if (isPersona(persona)) {
        await provider.interactionFinished(request, response, { login: { accountId: persona } })
        return
      }
    }
    const query = new URLSearchParams(request.url?.split('?')[1])
    const page = signInPage(languageOf(query.get('lang'), request.headers['accept-language']), path)
    response.writeHead(200, PAGE_HEADERS).end(page)
  }

  return {
    handle: async (request, response) => {
      const url = request.url ?? mount
      const path = url.split('?')[0] ?? mount
      if (path.startsWith(`${mount}/sign-in/`)) {
        try {
          await signIn(request, response, path)
        } catch {
          response
            .writeHead(400, PAGE_HEADERS)
            .end(
              '<!doctype html><title>Sign in</title><p>This sign-in has expired. <a href="/">Begin again</a>.</p>',
            )
        }
        return
      }
      Object.assign(request, { originalUrl: url, url: url.slice(mount.length) || '/' })
      await callback(request, response)
    },
    tokenFor: async (persona, signIn) => {
      const response = await fetch(`${issuer}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: LOCAL_GRANT,
          client_id: client.clientId,
          persona,
          secret,
          ...(signIn === 'one-factor' && { factors: ONE_FACTOR }),
        }),
      })
      return TokenAnswer.parse(await response.json()).access_token
    },
    stop: () => store.close(),
  }
}

const TokenAnswer = z.object({ access_token: z.string() })

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
}
