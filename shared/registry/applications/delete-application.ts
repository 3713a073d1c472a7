import type { Call } from '#kernel/call'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import type { registryContract } from '../contract.ts'
import { closingWrites } from './advance-application.ts'
import { applicationDeletion } from './application-store.ts'
import { demandBoth, type ProcedureDeps, underWay } from './under-way.ts'

/** Deletes the draft of an application; what was submitted stays.
 *  @throws ConflictError when it was submitted @throws StaleVersionError when it changed meanwhile */
export const deleteApplication =
  (deps: ProcedureDeps) => async (call: Call<typeof registryContract.routes.deleteApplication>) =>
    untilWon(async () => {
      const found = await underWay(deps, call.params.applicationId, call.at)
      const { application } = found
      demandBoth(call.actor, 'cluster.edit', found)
      if (application.version !== call.expectedVersion) throw new StaleVersionError()
      if (application.value.status !== 'draft')
        throw new ConflictError({
          en: `The application is ${application.value.status}: its record stays.`,
          ru: `Заявка в состоянии ${application.value.status}: запись о ней сохраняется.`,
        })
      await deps.applications.table.write([
        applicationDeletion(application, call),
        ...closingWrites(deps, found, call, 'delete-application'),
      ])
      return { status: 204 as const, body: null }
    })
