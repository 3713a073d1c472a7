import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { lostRace, untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { type Application, ApplicationId } from '../model.ts'
import { demandEligible } from '../registers/entering.ts'
import { applicationPut, type RegisterStore } from '../registers/register-store.ts'

/** Applies for a cluster to be entered in a register. The cluster's record knows its open applications, one a
 *  register.
 *  @throws ConflictError when it stands in the register or has an application to it
 *  @throws RuleFailedError when it lies outside the register's territory */
export const createApplication =
  (deps: { readonly clusters: ClusterStore; readonly registers: RegisterStore; readonly newId: NewId }) =>
  async (call: Call<typeof registryContract.routes.createApplication>) =>
    untilWon(async () => {
      const { clusters, registers, newId } = deps
      const before = await clusters.get(call.body.cluster)
      covers(call.actor, 'cluster.edit', clusterResource(before.value))
      const { value: register } = await registers.get(call.body.register)
      demandEligible(register, before.value)
      if (before.value.openApplications.some((open) => open.register === register.id))
        throw new ConflictError({
          en: `The cluster has an open application to the register ${register.code} already.`,
          ru: `По кластеру уже есть заявка в реестр ${register.code}.`,
        })
      const application: Application = {
        id: newId(ApplicationId, 'app'),
        cluster: before.value.id,
        register: register.id,
        status: 'draft',
        createdBy: actorId(call.actor),
        createdAt: call.at.toISOString(),
      }
      const openApplications = [
        ...before.value.openApplications,
        { application: application.id, register: register.id },
      ]
      const action = 'create-application'
      const writes = [
        applicationPut(application, 0, call, action),
        ...clusters.changeWrites(
          {
            before,
            after: { ...before.value, openApplications },
            assertions: [],
            action,
            otherwise: lostRace,
          },
          call,
        ),
      ]
      const reply = {
        status: 201 as const,
        body: application,
        version: 1,
        location: `/applications/${application.id}`,
      }
      return commit(clusters.table, call, reply, writes)
    })
