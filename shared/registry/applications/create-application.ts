import { actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { lostRace, untilWon } from '#kernel/lost-race'
import { demandManagement } from '../clusters/management.ts'
import type { registryContract } from '../contract.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import {
  ApplicationId,
  type ApplicationRecord,
  applicationView,
  type ClusterRecord,
  type Register,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { demandEligible, liveEntry } from '../registers/entering.ts'
import { demandFormer } from '../registers/succession.ts'
import { applicationPut } from './application-store.ts'
import { demandBoth, type ProcedureDeps, wantedBy } from './under-way.ts'

/** Drafts an application: for the entry of a cluster in a register, or, with facts, for the amendment of its entry
 *  there. The cluster's record knows its open applications, one a register.
 *  @throws ConflictError when it stands in the register already, has no entry to amend, or has an open application
 *  @throws RuleFailedError when it lies, or would lie, outside the register's territory */
export const createApplication =
  (deps: ProcedureDeps & { readonly organisations: OrganisationStore; readonly newId: NewId }) =>
  async (call: Call<typeof registryContract.routes.createApplication>) =>
    untilWon(async () => {
      const { clusters, registers, reference, organisations, newId } = deps
      const { facts, succession } = call.body
      const cluster = await clusters.get(call.body.cluster)
      const { value: register } = await registers.get(call.body.register)
      const wanted = await wantedBy(reference, cluster.value, facts)
      demandBoth(call.actor, 'cluster.edit', { cluster, wanted })
      demandUnmerged(cluster.value)
      await demandManagement(organisations, wanted.fields)
      demandEligible(register, wanted.places)
      const number = facts === undefined ? demandNoEntry(register, cluster) : demandEntry(register, cluster)
      if (succession !== undefined) await demandFormer(registers, register, succession)
      if (cluster.value.openApplications.some((open) => open.register === register.id))
        throw new ConflictError({
          en: `The cluster has an open application to the register ${register.code} already.`,
          ru: `По кластеру уже есть заявка в реестр ${register.code}.`,
        })
      const creator = actorId(call.actor)
      const application: ApplicationRecord = {
        id: newId(ApplicationId, 'app'),
        register: register.id,
        cluster: cluster.value.id,
        kind: facts === undefined ? 'entry' : 'amendment',
        ...(facts !== undefined && { facts }),
        ...(succession !== undefined && { succession }),
        ...(number !== undefined && { number }),
        status: 'draft',
        createdBy: creator,
        createdAt: call.at.toISOString(),
        preparedBy: [creator],
        assessedBy: [],
      }
      const openApplications = [
        ...cluster.value.openApplications,
        { application: application.id, register: register.id },
      ]
      const action = 'create-application'
      const after: ClusterRecord = { ...cluster.value, openApplications }
      const writes = [
        applicationPut(application, 0, call, action),
        ...clusters.changeWrites(
          { before: cluster, after, assertions: [], action, otherwise: lostRace },
          call,
        ),
      ]
      const reply = {
        status: 201 as const,
        body: applicationView(application, dateIn(register.timeZone, call.at)),
        version: 1,
        location: `/applications/${application.id}`,
      }
      return commit(clusters.table, call, reply, writes)
    })

const demandNoEntry = (register: Register, { value }: Stored<ClusterRecord>): undefined => {
  const live = liveEntry(register, value)
  if (live === undefined) return
  throw new ConflictError({
    en: `The cluster stands in the register ${register.code} as ${live.number}: send facts to amend its entry.`,
    ru: `Кластер уже внесён в реестр ${register.code} под номером ${live.number}: для изменения записи передайте facts.`,
  })
}

const demandEntry = (register: Register, { value }: Stored<ClusterRecord>): string => {
  const live = liveEntry(register, value)
  if (live !== undefined) return live.number
  throw new ConflictError({
    en: `The cluster has no entry in the register ${register.code} that could be amended.`,
    ru: `У кластера нет записи в реестре ${register.code}, которую можно изменить.`,
  })
}
