import { type Actor, covers, isSameHand, type Resource, refuseOwn } from '#kernel/access'
import { type CalendarDate, dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ForbiddenError } from '#kernel/errors'
import type { Power } from '#kernel/powers'
import type { ReferenceReader } from '#reference/readers'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { type Places, placesOf } from '../clusters/places.ts'
import {
  type ApplicationRecord,
  type ClusterFields,
  type ClusterRecord,
  type Register,
  withFacts,
} from '../model.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import type { ApplicationStore } from './application-store.ts'

/** What every step of the procedure works with. */
export interface ProcedureDeps {
  readonly applications: ApplicationStore
  readonly clusters: ClusterStore
  readonly registers: RegisterStore
  readonly reference: ReferenceReader
}

/** An application with all that a step needs to know. */
export interface UnderWay {
  readonly application: Stored<ApplicationRecord>
  readonly cluster: Stored<ClusterRecord>
  readonly register: Register
  /** Today in the time zone of the register. */
  readonly today: CalendarDate
  /** The cluster as the application wants it. */
  readonly wanted: { readonly fields: ClusterFields; readonly places: Places }
}

/** Reads an application and what it is about. @throws NotFoundError */
export const underWay = async (
  { applications, clusters, registers, reference }: ProcedureDeps,
  id: string,
  at: Date,
): Promise<UnderWay> => {
  const application = await applications.get(id)
  const cluster = await clusters.get(application.value.cluster)
  const { value: register } = await registers.get(application.value.register)
  const wanted = await wantedBy(reference, cluster.value, application.value.facts)
  return { application, cluster, register, today: dateIn(register.timeZone, at), wanted }
}

/** The cluster as an application with these facts wants it.
 *  @throws RuleFailedError for codes that their lists do not have */
export const wantedBy = async (
  reference: ReferenceReader,
  cluster: ClusterRecord,
  facts: ApplicationRecord['facts'],
): Promise<UnderWay['wanted']> => {
  if (facts === undefined) return { fields: cluster.fields, places: cluster }
  const fields = withFacts(cluster.fields, facts)
  return { fields, places: await placesOf(reference, fields) }
}

/** Refuses whose territory does not cover all regions of the cluster, as it is and as it is wanted.
 *  @returns the resource by which the power was used
 *  @throws ForbiddenError */
export const demandBoth = (
  actor: Actor,
  power: Power,
  { cluster, wanted }: Pick<UnderWay, 'cluster' | 'wanted'>,
): Resource => {
  const resource = clusterResource(cluster.value)
  covers(actor, power, resource)
  covers(actor, power, {
    regions: wanted.places.regionPaths,
    category: wanted.fields.primaryCategory,
    cluster: cluster.value.id,
  })
  return resource
}

/** Four eyes: who prepared or assessed an application does not decide on it, nor does who belongs to the cluster's
 *  management. @throws ForbiddenError */
export const demandImpartial = (
  actor: Actor,
  {
    application: { value: application },
    cluster: { value: cluster },
  }: Pick<UnderWay, 'application' | 'cluster'>,
  step: 'assess' | 'decide',
): void => {
  const isOwn = (id: string) => isSameHand(actor, id)
  const prepared = application.kind === 'entry' ? cluster.preparedBy : []
  if ([...application.preparedBy, ...prepared].some(isOwn))
    throw new ForbiddenError({
      en: 'You created, edited or submitted this cluster or its application: a second person has to decide.',
      ru: 'Вы создавали, редактировали или подавали этот кластер или заявку: решение принимает другой человек.',
    })
  if (step === 'decide' && application.assessedBy.some(isOwn))
    throw new ForbiddenError({
      en: 'You assessed this application: another person has to decide.',
      ru: 'Вы рассматривали эту заявку: решение принимает другой человек.',
    })
  refuseOwn(actor, [cluster.fields.managementOrganisation])
}
