import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import type { governanceContract } from './contract.ts'
import { type Authority, type AuthorityContent, AuthorityId, AuthorityRow } from './model.ts'
import type { GovernanceStore } from './store.ts'
import { coversSharingOut } from './territories.ts'

type Routes = typeof governanceContract.routes
interface Ports {
  readonly store: GovernanceStore
  readonly reference: Pick<ReferenceReader, 'pathOf'>
  readonly newId: NewId
}

/** Adds an authority. Who adds it must be able to share out powers over its whole territory.
 *  @throws ForbiddenError @throws ConflictError when the code is taken
 *  @throws RuleFailedError when a region or the parent is unknown */
export const createAuthority = (ports: Ports) => async (call: Call<Routes['createAuthority']>) => {
  await admitted(ports, call, call.body)
  const authority: Authority = { id: ports.newId(AuthorityId, 'aut'), ...call.body }
  const reply = {
    status: 201 as const,
    body: authority,
    version: 1,
    location: `/authorities/${authority.id}`,
  }
  return commit(
    ports.store.table,
    call,
    reply,
    ports.store.authorityWrites(authority, changeBy(call, 'create-authority')),
  )
}

/** Changes an authority; its code stays. The power is needed over the territory before and after. */
export const updateAuthority = (ports: Ports) => async (call: Call<Routes['updateAuthority']>) => {
  const { store } = ports
  const stored = await found(store, call.params.authorityId)
  await coversSharingOut(call.actor, stored.value.territory, undefined, ports.reference)
  await admitted(ports, call, call.body)
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  const authority = changed(stored.value, call.body)
  const reply = { status: 200 as const, body: authority, version: stored.version + 1 }
  const change = changeBy(call, 'update-authority')
  return commit(store.table, call, reply, store.changedAuthorityWrites(authority, stored.version, change))
}

/** Adds or changes authorities by their code. A parent stands before its children or is known already. */
export const importAuthorities = (ports: Ports) => async (call: Call<Routes['importAuthorities']>) => {
  const body = await answerRows({
    rows: call.body.rows,
    schema: AuthorityRow,
    language: call.language,
    parallel: 1,
    handle: (row) => importAuthority(ports, call, row),
  })
  return { status: 200 as const, body }
}

const importAuthority = async (ports: Ports, context: Context, { id, ...content }: AuthorityRow) => {
  const { store, newId } = ports
  const known = await store.target(`authority#${content.code}`)
  const change = changeBy(context, 'import-authorities')
  if (known === undefined) {
    await admitted(ports, context, content)
    const authority: Authority = { id: id ?? newId(AuthorityId, 'aut'), ...content }
    await store.table.write(store.authorityWrites(authority, change))
    return { outcome: 'created' as const, id: authority.id }
  }
  const stored = await found(store, known)
  const authority = changed(stored.value, content)
  if (canonicalJson(authority) === canonicalJson(stored.value))
    return { outcome: 'unchanged' as const, id: known }
  await admitted(ports, context, content)
  await coversSharingOut(context.actor, stored.value.territory, undefined, ports.reference)
  await store.table.write(store.changedAuthorityWrites(authority, stored.version, change))
  return { outcome: 'updated' as const, id: known }
}

const changed = (authority: Authority, content: AuthorityContent): Authority => {
  if (authority.code !== content.code)
    throw new RuleFailedError({
      en: `The code of an authority stays: ${authority.code}.`,
      ru: `Код органа власти не меняется: ${authority.code}.`,
    })
  return { ...authority, ...content }
}

/** Refuses who may not add or change an authority of this territory, and a parent that is not there. */
const admitted = async ({ store, reference }: Ports, { actor }: Context, content: AuthorityContent) => {
  await coversSharingOut(actor, content.territory, undefined, reference)
  const above: (string | null)[] = []
  for (let code = content.parent; code !== null; code = (await parentOf(store, code)).parent) {
    if (code === content.code || above.includes(code))
      throw new RuleFailedError({
        en: `${content.code} would stand under itself.`,
        ru: `Орган ${content.code} оказался бы подчинён самому себе.`,
      })
    above.push(code)
  }
}

const parentOf = async (store: GovernanceStore, code: string): Promise<Authority> => {
  const id = await store.target(`authority#${code}`)
  const parent = id === undefined ? undefined : (await store.authority(id))?.value
  if (parent !== undefined) return parent
  throw new RuleFailedError({
    en: `There is no other authority ${code} to stand under.`,
    ru: `Нет другого органа ${code}, которому можно подчинить.`,
  })
}

const found = async (store: GovernanceStore, id: string) => {
  const stored = await store.authority(id)
  if (stored === undefined)
    throw new NotFoundError({ en: 'There is no such authority.', ru: 'Такого органа власти нет.' })
  return stored
}

export const getAuthority =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getAuthority']>) => {
    const stored = await found(store, call.params.authorityId)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listAuthorities =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listAuthorities']>) => ({
    status: 200 as const,
    body: await store.listAuthorities(call.page.limit, call.page.after),
  })
