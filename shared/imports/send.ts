import { governanceContract } from '#governance/contract'
import type { BulkResult } from '#kernel/bulk'
import { ApiProblem, type ClientOptions, clientOf } from '#kernel/client'
import { monitoringContract } from '#monitoring/contract'
import { MOVED_KINDS } from '#records/model'
import { referenceContract } from '#reference/contract'
import { registryContract } from '#registry/contract'
import { isUnanswered } from './bulk-result.ts'
import type { KindName } from './kind.ts'
import type { RecordOf } from './record.ts'

/** Sends some records of one kind; answers each, in their order.
 *  @param address the value of the kind's address field, the same for all */
export type Send = (records: readonly RecordOf[], address: string | undefined) => Promise<BulkResult>

/** Kinds that take more than a bulk route: files, or a call for each record. */
const OTHERWISE = ['applications', 'successions', 'documents', 'extracts', ...MOVED_KINDS] as const

/** The kinds that have a bulk route. */
export type BulkKindName = Exclude<KindName, (typeof OTHERWISE)[number]>

export const isBulk = (name: KindName): name is BulkKindName => !OTHERWISE.some((one) => one === name)

/** The bulk routes, by kind. Several rows that took too long are not sent again as they are: whoever sends them sends
 *  fewer at a time. */
export const sender = (kind: BulkKindName, options: ClientOptions): Send => {
  const send = routeOf(kind, options)
  return async (records, address = '') => {
    const passes = (error: unknown) => isPassing(error) && !(records.length > 1 && isUnanswered(error))
    return (await patiently(() => send({ rows: [...records] }, address), passes)).body
  }
}

type Route = (body: { rows: unknown[] }, address: string) => Promise<{ readonly body: BulkResult }>

const routeOf = (kind: BulkKindName, options: ClientOptions): Route => {
  const reference = clientOf(referenceContract, options)
  const registry = clientOf(registryContract, options)
  const governance = clientOf(governanceContract, options)
  const monitoring = clientOf(monitoringContract, options)
  switch (kind) {
    case 'regions':
    case 'industries':
    case 'categories':
      return (body) => reference.importCodes({ params: { list: kind }, body })
    case 'indicators':
      return (body) => monitoring.importIndicators({ body })
    case 'persons':
      return (body) => governance.importPersons({ body })
    case 'authorities':
      return (body) => governance.importAuthorities({ body })
    case 'rule-sets':
      return (body) => registry.importRuleSets({ body })
    case 'registers':
      return (body) => registry.importRegisters({ body })
    case 'organisations':
    case 'merged-organisations':
      return (body) => registry.importOrganisations({ body })
    case 'establishments':
      return (body) => registry.importEstablishments({ body })
    case 'clusters':
      return (body, registerId) => registry.importEntries({ params: { registerId }, body })
    case 'drafts':
    case 'merged-drafts':
      return (body) => registry.importClusters({ body })
    case 'memberships':
      return (body) => registry.importMemberships({ body })
    case 'facilities':
      return (body) => registry.importFacilities({ body })
    case 'positions':
      return (body) => governance.importPositions({ body })
    case 'grants':
      return (body) => governance.importGrants({ body })
    case 'substitutions':
      return (body) => governance.importSubstitutions({ body })
    case 'observations':
      return (body) => monitoring.importObservations({ body })
    case 'targets':
      return (body) => monitoring.importTargets({ body })
    default:
      return kind satisfies never
  }
}

const ATTEMPTS = 6

/** Repeats what the platform could not answer now. Rows are found again by their natural keys, so that sending
 *  them twice does no harm. @throws ApiProblem for an answer that repeating does not change */
export const patiently = async <T>(
  work: () => Promise<T>,
  passes: (error: unknown) => boolean = isPassing,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !passes(error)) throw error
      const seconds = error instanceof ApiProblem ? error.retryAfter : undefined
      await pause(seconds === undefined ? 200 * 2 ** attempt * Math.random() : seconds * 1000)
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds)
  })

/** Too many requests, a server that is not well, or no connection, which whoever has it may tell in words of its own. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem
    ? error.status === 429 || error.status >= 500 || (error.status === 409 && error.retryAfter !== undefined)
    : error instanceof TypeError || (error instanceof Error && error.cause instanceof TypeError)
