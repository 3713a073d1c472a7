import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { ConflictError } from '#kernel/errors'
import { organisationResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { likeRows } from '../duplicates/like-rows.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import {
  type Likened,
  type OrganisationContent,
  type OrganisationRecord,
  OrganisationRow,
  organisationFieldsFrom,
} from '../model.ts'
import { oneByOne } from '../one-by-one.ts'
import { changeOf, followChange, withRestrictions } from './change-organisation.ts'
import { additionOf, type OrganisationDeps } from './create-organisation.ts'
import { importMergedOrganisation } from './import-merged-organisation.ts'

interface Deps extends OrganisationDeps {
  readonly clusters: ClusterStore
  readonly memberships: MembershipStore
}

/** Organisations written at once. */
const PARALLEL = 10

/** Adds and changes organisations. A row is known by its id, its identifiers, or else, when it has none, by its exact
 *  name and seat; rows of one organisation are worked off in their order, and so are rows that are probably one, so that the
 *  later one meets the earlier. A new one that is probably there already is rejected, unless it brings its id, or the row
 *  says that this was seen. */
export const importOrganisations =
  (deps: Deps) => async (call: Call<typeof registryContract.routes.importOrganisations>) => {
    const inTurn = oneByOne()
    const alike = likeRows()
    const body = await answerRows({
      rows: call.body.rows,
      schema: OrganisationRow,
      language: call.language,
      parallel: PARALLEL,
      handle: (row) =>
        inTurn([...keysOf(row), ...(row.id === undefined ? alike(likenedRow(row)) : [])], () =>
          importOrganisation(deps, row, call),
        ),
    })
    return { status: 200 as const, body }
  }

const importOrganisation = async (
  deps: Deps,
  row: OrganisationRow,
  context: Context,
): Promise<RowOutcome> => {
  const { id, merged, ...added } = row
  if (id !== undefined && merged !== undefined)
    return importMergedOrganisation(deps, id, added, merged, context)
  const { acknowledgedDuplicates: _seen, ...content } = added
  const { organisations } = deps
  const known = await knownAs(deps, row)
  if (known === undefined) {
    const { organisation, writes } = await additionOf(deps, added, id, context)
    await organisations.table.write(writes)
    return { outcome: 'created', id: organisation.id }
  }
  const before = await organisations.get(known)
  covers(context.actor, 'organisation.edit', organisationResource(before.value))
  const { validFrom: _validFrom, ...fields } = kept(content, before.value)
  if (canonicalJson(organisationFieldsFrom(fields)) === canonicalJson(before.value.fields))
    return { outcome: 'unchanged', id: known }
  const { organisation, writes } = await changeOf(deps, before, kept(content, before.value), context)
  await organisations.table.write(writes)
  await followChange(deps, before.value, organisation, context)
  return { outcome: 'updated', id: known }
}

/** A row that says nothing of establishments leaves those that are there: they are imported on their own. So it is with
 *  restrictions. */
const kept = (content: OrganisationContent, record: OrganisationRecord): OrganisationContent => {
  const { establishments } = record.fields
  return withRestrictions(establishments === undefined ? content : { establishments, ...content }, record)
}

/** The organisation that a row means. @throws ConflictError when its identifiers belong to several */
const knownAs = async (
  { organisations }: OrganisationDeps,
  row: OrganisationRow,
): Promise<string | undefined> => {
  const { id, validFrom: _validFrom, merged: _merged, ...content } = row
  if (id !== undefined && (await organisations.find(id, { consistent: true })) !== undefined) return id
  const holders =
    row.identifiers.length > 0
      ? await Promise.all(row.identifiers.map((identifier) => organisations.holderOf(identifier)))
      : [await organisations.namesake(organisationFieldsFrom(content))]
  const [known, ...others] = [...new Set(holders.filter((holder) => holder !== undefined))]
  if (others.length === 0) return known
  throw new ConflictError({
    en: `Its identifiers belong to different organisations: ${[known, ...others].join(', ')}.`,
    ru: `Её идентификаторы принадлежат разным организациям: ${[known, ...others].join(', ')}.`,
  })
}

/** A row as it is compared with others of the same request: its region is not looked up for that. */
const likenedRow = ({ names, seat, identifiers }: OrganisationRow): Likened => ({
  names,
  town: seat.town,
  identifiers,
})

/** What two rows of one organisation have in common. */
const keysOf = ({ id, identifiers, names, seat, merged }: OrganisationRow): readonly string[] => [
  ...(merged === undefined ? [] : [merged.into]),
  ...(id === undefined ? [] : [id]),
  ...identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
  ...(identifiers.length === 0 ? [canonicalJson([names, seat])] : []),
]
