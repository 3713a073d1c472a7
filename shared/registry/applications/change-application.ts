import { actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { demandManagement } from '../clusters/management.ts'
import type { registryContract } from '../contract.ts'
import { type ApplicationRecord, applicationView } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { demandEligible } from '../registers/entering.ts'
import { demandFormer } from '../registers/succession.ts'
import { applicationPut } from './application-store.ts'
import { demandBoth, type ProcedureDeps, underWay, wantedBy } from './under-way.ts'

/** Changes what an application asks for while it is with the applicant.
 *  @throws ConflictError when it is with the authority or decided
 *  @throws RuleFailedError for facts without an entry to amend, and none for an amendment */
export const changeApplication =
  (deps: ProcedureDeps & { readonly organisations: OrganisationStore }) =>
  async (call: Call<typeof registryContract.routes.changeApplication>) => {
    const found = await underWay(deps, call.params.applicationId, call.at)
    const { application, cluster, register } = found
    demandBoth(call.actor, 'cluster.edit', found)
    if (application.version !== call.expectedVersion) throw new StaleVersionError()
    const { value } = application
    if (value.status !== 'draft' && value.status !== 'returned')
      throw new ConflictError({
        en: `The application is ${value.status}: it can be changed as a draft and when it was returned.`,
        ru: `Заявка в состоянии ${value.status}: изменить можно черновик и возвращённую заявку.`,
      })
    const { facts, succession } = call.body
    if (
      (value.kind === 'amendment') !== (facts !== undefined) ||
      (facts !== undefined && succession !== undefined)
    )
      throw new RuleFailedError({
        en: 'An amendment asks for facts; an application for an entry may name a succession.',
        ru: 'Заявка на изменение записи указывает facts; заявка на внесение может указывать succession.',
      })
    const wanted = await wantedBy(deps.reference, cluster.value, facts)
    demandBoth(call.actor, 'cluster.edit', { cluster, wanted })
    await demandManagement(deps.organisations, wanted.fields)
    demandEligible(register, wanted.places)
    if (succession !== undefined) await demandFormer(deps.registers, register, succession)
    const { facts: _facts, succession: _succession, ...kept } = value
    const after: ApplicationRecord = {
      ...kept,
      ...(facts !== undefined && { facts }),
      ...(succession !== undefined && { succession }),
      preparedBy: [...new Set([...value.preparedBy, actorId(call.actor)])],
    }
    await deps.applications.table.write([
      applicationPut(after, application.version, call, 'change-application'),
    ])
    return {
      status: 200 as const,
      body: applicationView(after, found.today),
      version: application.version + 1,
    }
  }
