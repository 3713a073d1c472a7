import { type Actor, actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import { worksOn } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import type { Application, ClusterRecord } from '../model.ts'
import type { RegisterStore } from '../registers/register-store.ts'

type Routes = typeof registryContract.routes
type Stores = { readonly clusters: ClusterStore; readonly registers: RegisterStore }

const maySeeApplication = (
  actor: Actor,
  application: Application,
  cluster: ClusterRecord | undefined,
): boolean => actorId(actor) === application.createdBy || (cluster !== undefined && worksOn(actor, cluster))

/** A page of the applications to a register, newest first, that the reader works on. */
export const listApplications =
  ({ clusters, registers }: Stores) =>
  async (call: Call<Routes['listApplications']>) => {
    const { value: register } = await registers.get(call.query.register)
    const page = await registers.applications(register.id, call.query.status, call.page)
    const known = await clusters.findAll(page.items.map(({ cluster }) => cluster))
    const items = page.items.filter((one) => maySeeApplication(call.actor, one, known.get(one.cluster)))
    return { status: 200 as const, body: { items, next: page.next } }
  }

/** One application. @throws NotFoundError also for one that the reader does not work on */
export const getApplication =
  ({ clusters, registers }: Stores) =>
  async (call: Call<Routes['getApplication']>) => {
    const { value, version } = await registers.application(call.params.applicationId)
    const cluster = await clusters.find(value.cluster)
    if (!maySeeApplication(call.actor, value, cluster?.value))
      throw new NotFoundError({ en: `There is no application ${value.id}.`, ru: `Заявки ${value.id} нет.` })
    return { status: 200 as const, body: value, version }
  }
