import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { RuleFailedError } from '#kernel/errors'
import { organisationResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { EstablishmentRow, MOST_ESTABLISHMENTS, withEstablishment } from '../model.ts'
import { oneByOne } from '../one-by-one.ts'
import { changeOf } from './change-organisation.ts'
import type { OrganisationDeps } from './create-organisation.ts'
import { organisationNamed } from './organisation-named.ts'

/** Organisations written at once. */
const PARALLEL = 10

/** Adds establishments to their organisations. A row is known by organisation, place and name: sent again with other
 *  days it changes them. Rows of one organisation are worked off in their order. */
export const importEstablishments =
  (deps: OrganisationDeps) => async (call: Call<typeof registryContract.routes.importEstablishments>) => {
    const inTurn = oneByOne()
    const body = await answerRows({
      rows: call.body.rows,
      schema: EstablishmentRow,
      language: call.language,
      parallel: PARALLEL,
      handle: async (row) => {
        const organisation = await organisationNamed(deps.organisations, row.organisation)
        return inTurn([organisation], () => importEstablishment(deps, organisation, row, call))
      },
    })
    return { status: 200 as const, body }
  }

const importEstablishment = async (
  deps: OrganisationDeps,
  id: string,
  { organisation: _organisation, validFrom, ...establishment }: EstablishmentRow,
  context: Context,
): Promise<RowOutcome> => {
  const before = await deps.organisations.get(id)
  covers(context.actor, 'organisation.edit', organisationResource(before.value))
  const known = before.value.fields.establishments ?? []
  const establishments = withEstablishment(known, establishment)
  if (establishments.length > MOST_ESTABLISHMENTS) throw tooMany()
  if (canonicalJson(establishments) === canonicalJson(known)) return { outcome: 'unchanged', id }
  const content = {
    ...before.value.fields,
    establishments,
    ...(validFrom !== undefined && { validFrom }),
  }
  const { writes } = await changeOf(deps, before, content, context)
  await deps.organisations.table.write(writes)
  return { outcome: establishments.length > known.length ? 'created' : 'updated', id }
}

const tooMany = () =>
  new RuleFailedError({
    en: `An organisation has at most ${MOST_ESTABLISHMENTS} establishments: take out those that are no longer there.`,
    ru: `У организации здесь не более ${MOST_ESTABLISHMENTS} подразделений: исключите закрытые.`,
  })
