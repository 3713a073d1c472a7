import { type Actor, actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { TO_SHOW } from '#kernel/table'
import { worksOn } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { applicationKey } from '../keys.ts'
import { type ApplicationRecord, applicationView, type ClusterRecord } from '../model.ts'
import { stepPage } from '../steps.ts'
import { noSuchApplication } from './application-store.ts'
import type { ProcedureDeps } from './under-way.ts'

type Routes = typeof registryContract.routes
type Stores = Pick<ProcedureDeps, 'applications' | 'clusters' | 'registers'>

const maySeeApplication = (
  actor: Actor,
  application: ApplicationRecord,
  cluster: ClusterRecord | undefined,
): boolean =>
  application.preparedBy.includes(actorId(actor)) || (cluster !== undefined && worksOn(actor, cluster))

/** A page of the applications to a register, newest first, that the reader works on. */
export const listApplications =
  ({ applications, clusters, registers }: Stores) =>
  async (call: Call<Routes['listApplications']>) => {
    const { value: register } = await registers.get(call.query.register)
    const today = dateIn(register.timeZone, call.at)
    const page = await applications.page(register.id, call.query.status, call.page)
    const known = await clusters.findAll(page.items.map(({ cluster }) => cluster))
    const items = page.items
      .filter((one) => maySeeApplication(call.actor, one, known.get(one.cluster)))
      .map((one) => applicationView(one, today))
    return { status: 200 as const, body: { items, next: page.next } }
  }

/** One application. @throws NotFoundError also for one that the reader does not work on */
export const getApplication = (stores: Stores) => async (call: Call<Routes['getApplication']>) => {
  const { value, version } = await seen(stores, call.actor, call.params.applicationId)
  const { value: register } = await stores.registers.get(value.register)
  return { status: 200 as const, body: applicationView(value, dateIn(register.timeZone, call.at)), version }
}

/** The steps of an application's procedure, in their order. @throws NotFoundError */
export const listApplicationSteps =
  (stores: Stores) => async (call: Call<Routes['listApplicationSteps']>) => {
    const { value } = await seen(stores, call.actor, call.params.applicationId)
    const body = await stepPage(stores.applications.table, applicationKey(value.id).pk, call.page)
    return { status: 200 as const, body }
  }

const seen = async ({ applications, clusters }: Stores, actor: Actor, id: string) => {
  const application = await applications.get(id, TO_SHOW)
  const cluster = await clusters.find(application.value.cluster)
  if (!maySeeApplication(actor, application.value, cluster?.value)) throw noSuchApplication(id)
  return application
}
