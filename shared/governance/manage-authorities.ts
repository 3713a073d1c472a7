import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { governanceContract } from './contract.ts'
import { type Authority, type AuthorityContent, AuthorityId, AuthorityRow, wholeTerritory } from './model.ts'
import type { Ports } from './ports.ts'
import type { GovernanceStore } from './store.ts'
import { coversSharingOut } from './territories.ts'

type Routes = typeof governanceContract.routes

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
  const stored = await foundAuthority(store, call.params.authorityId)
  await coversSharingOut(ports, call.actor, { territory: wholeTerritory(stored.value) })
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

const importAuthority = async (ports: Ports, context: Context, row: AuthorityRow) => {
  const { id, formerNames, ...content } = row
  const { store, newId } = ports
  const known = await store.target(`authority#${content.code}`)
  const change = changeBy(context, 'import-authorities')
  if (known === undefined) {
    await admitted(ports, context, content)
    const authority: Authority = {
      id: id ?? newId(AuthorityId, 'aut'),
      ...content,
      ...(formerNames && { formerNames }),
    }
    await store.table.write(store.authorityWrites(authority, change))
    return { outcome: 'created' as const, id: authority.id }
  }
  const stored = await foundAuthority(store, known)
  if (canonicalJson({ ...stored.value, ...row, id: known }) === canonicalJson(stored.value))
    return { outcome: 'unchanged' as const, id: known }
  const authority = changed(stored.value, content)
  refuseOtherNames(stored.value, formerNames)
  await admitted(ports, context, content)
  await coversSharingOut(ports, context.actor, { territory: wholeTerritory(stored.value) })
  await store.table.write(store.changedAuthorityWrites(authority, stored.version, change))
  return { outcome: 'updated' as const, id: known }
}

/** What an authority was called before changes by a renaming only. @throws RuleFailedError */
const refuseOtherNames = ({ code, formerNames }: Authority, asked: Authority['formerNames']): void => {
  if (asked === undefined || canonicalJson(asked) === canonicalJson(formerNames ?? [])) return
  throw new RuleFailedError({
    en: `${code} is known here with other former names; leave formerNames out, or rename it by its act.`,
    ru: `${code} известен здесь с другими прежними наименованиями; не указывайте formerNames или переименуйте его актом.`,
  })
}

const changed = (authority: Authority, content: AuthorityContent): Authority => {
  if (authority.code !== content.code)
    throw new RuleFailedError({
      en: `The code of an authority stays: ${authority.code}.`,
      ru: `Код органа власти не меняется: ${authority.code}.`,
    })
  refuseFormer(authority)
  return { ...authority, ...content }
}

/** What has ended by a legal act is history. @throws RuleFailedError */
export const refuseFormer = ({ code, ended }: Authority): void => {
  if (ended === undefined) return
  throw new RuleFailedError({
    en: `${code} is no longer from ${ended.on} on${ended.successor === null ? '' : `; its successor is ${ended.successor}`}.`,
    ru: `${code} упразднён с ${ended.on}${ended.successor === null ? '' : `; преемник: ${ended.successor}`}.`,
  })
}

/** Refuses who may not add or change an authority of this territory, and a parent that is not there. */
const admitted = async (ports: Ports, { actor }: Context, content: AuthorityContent) => {
  await coversSharingOut(ports, actor, content)
  const above: (string | null)[] = []
  for (
    let code = content.parent;
    code !== null;
    code = (await authorityOfCode(ports.store, code)).value.parent
  ) {
    if (code === content.code || above.includes(code))
      throw new RuleFailedError({
        en: `${content.code} would stand under itself.`,
        ru: `Орган ${content.code} оказался бы подчинён самому себе.`,
      })
    above.push(code)
  }
}

/** An authority by its code. @throws RuleFailedError when there is none */
export const authorityOfCode = async (store: GovernanceStore, code: string) => {
  const id = await store.target(`authority#${code}`)
  const stored = id === undefined ? undefined : await store.authority(id)
  if (stored !== undefined) return stored
  throw new RuleFailedError({
    en: `There is no other authority ${code}.`,
    ru: `Другого органа власти ${code} нет.`,
  })
}

export const foundAuthority = async (store: GovernanceStore, id: string) => {
  const stored = await store.authority(id)
  if (stored === undefined)
    throw new NotFoundError({ en: 'There is no such authority.', ru: 'Такого органа власти нет.' })
  return stored
}

export const getAuthority =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getAuthority']>) => {
    const stored = await foundAuthority(store, call.params.authorityId)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listAuthorities =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listAuthorities']>) => ({
    status: 200 as const,
    body: await store.listAuthorities(call.page.limit, call.page.after),
  })
