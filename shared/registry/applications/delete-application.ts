import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { lostRace, untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { applicationDeletion, type RegisterStore } from '../registers/register-store.ts'

/** Deletes an application on which nobody decided.
 *  @throws ConflictError when it was decided on @throws StaleVersionError when it changed meanwhile */
export const deleteApplication =
  ({ clusters, registers }: { readonly clusters: ClusterStore; readonly registers: RegisterStore }) =>
  async (call: Call<typeof registryContract.routes.deleteApplication>) =>
    untilWon(async () => {
      const application = await registers.application(call.params.applicationId)
      const before = await clusters.get(application.value.cluster)
      covers(call.actor, 'cluster.edit', clusterResource(before.value))
      if (application.version !== call.expectedVersion) throw new StaleVersionError()
      if (application.value.status !== 'draft')
        throw new ConflictError({
          en: `The application led to entry ${application.value.number ?? ''}: its record stays.`,
          ru: `По заявке внесена запись ${application.value.number ?? ''}: заявка сохраняется.`,
        })
      const openApplications = before.value.openApplications.filter(
        (open) => open.application !== application.value.id,
      )
      await clusters.table.write([
        applicationDeletion(application, call),
        ...clusters.changeWrites(
          {
            before,
            after: { ...before.value, openApplications },
            assertions: [],
            action: 'delete-application',
            otherwise: lostRace,
          },
          call,
        ),
      ])
      return { status: 204 as const, body: null }
    })
