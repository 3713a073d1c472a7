import { actorId, covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson, sha256 } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import type { RegisterOfExtracts } from '#registry/readers'
import type { extractsContract } from './contract.ts'
import { issued } from './extract-store.ts'
import { type ExtractRecord, ExtractRow, extractView, IssuedExtract } from './model.ts'
import type { Ports } from './ports.ts'

type Routes = typeof extractsContract.routes

/** The extracts that were issued from a register, the first issued first: for who may move it to another platform, since
 *  whoever has a code can read the extract.
 *  @throws NotFoundError @throws ForbiddenError */
export const listExtracts =
  ({ extracts, registry }: Pick<Ports, 'extracts' | 'registry'>) =>
  async (call: Call<Routes['listExtracts']>) => {
    const { id, resource } = await registry.register(call.params.registerId)
    covers(call.actor, 'register.restore', resource)
    const { items, next } = await extracts.ofRegister(id, call.page)
    return { status: 200 as const, body: { items: items.map(extractView), next } }
  }

/** Brings in extracts that another platform issued from a register before it came here, with the very bytes of their
 *  files and under their codes. None of a later time: those are issued here, and nobody makes them up.
 *  @throws NotFoundError @throws ForbiddenError */
export const importExtracts = (ports: Ports) => async (call: Call<Routes['importExtracts']>) => {
  const register = await ports.registry.register(call.params.registerId)
  covers(call.actor, 'register.restore', register.resource)
  const body = await answerRows({
    rows: call.body.rows,
    schema: ExtractRow,
    language: call.language,
    parallel: 1,
    handle: (row) => importExtract(ports, register, row, call),
  })
  return { status: 200 as const, body }
}

const importExtract = async (
  { extracts, registry }: Ports,
  register: RegisterOfExtracts,
  { document, pdf }: ExtractRow,
  context: Context,
): Promise<RowOutcome> => {
  const { code, issuedAt, language, content } = issuedIn(document)
  const stored = await extracts.find(code)
  if (stored?.value.document === document) return { outcome: 'unchanged', id: code }
  if (stored !== undefined) throw otherUnder(code)
  if (content.register.code !== register.code || issuedAt >= register.since)
    throw notFromBefore(register, issuedAt)
  // An extract is held against its entry whenever it is checked.
  const entry = { register: register.id, number: content.entry.number }
  await registry.changesSince(entry, content, context.at)
  const record: ExtractRecord = {
    code,
    ...entry,
    cluster: content.facts.cluster,
    asOf: content.asOf,
    knownAt: content.knownAt,
    language,
    issuedAt,
    issuedBy: actorId(context.actor),
    document,
    json: { sha256: sha256(document), bytes: Buffer.byteLength(document) },
    given: pdf,
  }
  await extracts.table.write(issued(record, changeBy(context, 'import-extracts')))
  return { outcome: 'created', id: code }
}

/** The extract whose JSON file has these bytes. @throws RuleFailedError where a platform never wrote them so */
const issuedIn = (document: string): IssuedExtract => {
  const parsed = IssuedExtract.safeParse(jsonIn(document))
  if (parsed.success && canonicalJson(parsed.data) === document) return parsed.data
  throw new RuleFailedError({
    en: 'These are not the bytes of the JSON file of an extract.',
    ru: 'Это не байты файла JSON какой-либо выписки.',
  })
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const otherUnder = (code: string) =>
  new ConflictError({
    en: `Under the code ${code} another extract was issued here.`,
    ru: `Под кодом ${code} здесь выдана другая выписка.`,
  })

const notFromBefore = ({ code, since }: RegisterOfExtracts, issuedAt: string) =>
  new RuleFailedError({
    en: `The extract is of ${issuedAt}; only those of the register ${code} from before it was here (${since}) are brought in.`,
    ru: `Выписка от ${issuedAt}; переносятся лишь выписки из реестра ${code}, выданные до его появления здесь (${since}).`,
  })
