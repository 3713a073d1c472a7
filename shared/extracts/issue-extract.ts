import { actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { canonicalJson, sha256 } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { commit } from '#kernel/idempotency'
import type { LocalisedText } from '#kernel/localised-text'
import type { ExtractContent } from '#registry/model'
import type { extractsContract } from './contract.ts'
import { issued } from './extract-store.ts'
import { extractView, IssuedExtract } from './model.ts'
import type { Ports } from './ports.ts'

type Routes = typeof extractsContract.routes

/** What an extract of an entry would say.
 *  @throws NotFoundError when the entry did not stand in the register then */
export const getExtractContent =
  ({ registry }: Pick<Ports, 'registry'>) =>
  async (call: Call<Routes['getExtractContent']>) => {
    const { registerId, number } = call.params
    return {
      status: 200 as const,
      body: await registry.extract({ register: registerId, number }, call.query, call.at),
    }
  }

/** Issues an extract: keeps its bytes as JSON under a code that nobody can guess. The files are made from the stream
 *  of the record. What it says is public, so everybody who is signed in may ask for it.
 *  @throws NotFoundError when the entry did not stand in the register then */
export const issueExtract = (ports: Ports) => async (call: Call<Routes['issueExtract']>) => {
  const { extracts, registry, newCode, training, verifyPage } = ports
  const { registerId, number } = call.params
  const { language = call.language, ...asked } = call.body
  const content = await registry.extract({ register: registerId, number }, asked, call.at)
  const code = newCode()
  const issuedAt = call.at.toISOString()
  const verifyAt = `${verifyPage}?code=${code}`
  const names = await namesIn(ports.reference, content)
  const said = { code, issuedAt, language, verifyAt, content, names, ...(training && { training }) }
  const document = canonicalJson(IssuedExtract.parse(said))
  const record = {
    code,
    register: content.register.id,
    number: content.entry.number,
    cluster: content.facts.cluster,
    asOf: content.asOf,
    knownAt: content.knownAt,
    language,
    issuedAt,
    issuedBy: actorId(call.actor),
    document,
    json: { sha256: sha256(document), bytes: Buffer.byteLength(document) },
  }
  const reply = {
    status: 201 as const,
    body: extractView(record),
    version: 1,
    location: `/extracts/${code}`,
  }
  return commit(extracts.table, call, reply, issued(record, changeBy(call, 'issue-extract')))
}

/** What the codes of an extract are called now. */
const namesIn = async (
  reference: Ports['reference'],
  { facts, profile }: ExtractContent,
): Promise<IssuedExtract['names']> => {
  const named = async (list: 'regions' | 'categories' | 'industries', codes: readonly string[]) => {
    const found = await Promise.all(codes.map((code) => reference.find(list, code)))
    return Object.fromEntries(
      found.flatMap((one): [string, LocalisedText][] => (one?.names ? [[one.code, one.names]] : [])),
    )
  }
  const [regions, categories, industries] = await Promise.all([
    named('regions', [...facts.regions, facts.seat.region]),
    named('categories', [facts.primaryCategory, ...profile.categories]),
    named('industries', profile.industries),
  ])
  return { regions, categories, industries }
}
