import { ApiProblem, type ClientOptions, clientOf } from '#kernel/client'
import { addresses } from './addresses.ts'
import { language } from './language.ts'
import { accessToken } from './session/access-token.ts'
import { expire, SignInNeeded } from './session/session.ts'

/** How the portal calls: in the language of the visit, and as who is signed in. */
export const options: ClientOptions = {
  url: location.origin,
  language,
  token: accessToken,
  fetch: async (input, init) => {
    const response = await fetch(input, init)
    if (response.status === 401) expire()
    return response
  },
}

/** The API, route by route, with the types of its contracts. */
export const api = {
  clusters: clientOf(addresses.clusters, options),
  figures: clientOf(addresses.figures, options),
  knowledge: clientOf(addresses.knowledge, options),
  monitoring: clientOf(addresses.monitoring, options),
  reference: clientOf(addresses.reference, options),
  registers: clientOf(addresses.registers, options),
  releases: clientOf(addresses.releases, options),
  reports: clientOf(addresses.reports, options),
}

/** What a person needs to know of a failed call. */
export type Trouble = 'missing' | 'signed-out' | 'forbidden' | 'wrong' | 'busy' | 'silent'

/** What kind of trouble an error is; `silent`: the API did not answer as it should, or not at all. */
export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof SignInNeeded) return 'signed-out'
  if (!(error instanceof ApiProblem)) return 'silent'
  if (error.status === 404) return 'missing'
  if (error.status === 401) return 'signed-out'
  if (error.status === 403) return 'forbidden'
  if (error.status === 429 || error.status === 503) return 'busy'
  return error.status < 500 ? 'wrong' : 'silent'
}
