import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { ConflictError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import type { Write } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import type { ApplicationStore } from '../applications/application-store.ts'
import { assertionsOf, recorded } from '../assertions.ts'
import { clusterAudience, clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast, todayFor } from '../dates.ts'
import { applicationKey, clusterKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import {
  type Changes,
  CLUSTER_CLASSES,
  type ClusterFields,
  type ClusterRecord,
  changesFrom,
  clusterView,
  fieldsFrom,
  REGISTER_FACTS,
  visibleTo,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { factsFrom } from './cluster-facts.ts'
import type { ClusterStore } from './cluster-store.ts'
import { demandManagement } from './management.ts'
import { placesOf } from './places.ts'

/** Changes what is said of a cluster, from a day on: on every day since then it is as sent. A change without
 *  difference writes nothing. The facts of a registered cluster change by amendment only.
 *  @throws ForbiddenError unless the actor's territory covers its regions before **and** after
 *  @throws RuleFailedError for unknown codes, for a day to come, and for facts of a register entry
 *  @throws ConflictError while an application of the draft is with the authority
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeCluster =
  (deps: {
    readonly clusters: ClusterStore
    readonly registers: RegisterStore
    readonly applications: ApplicationStore
    readonly organisations: OrganisationStore
    readonly memberships: MembershipStore
    readonly reference: ReferenceReader
  }) =>
  async (call: Call<typeof registryContract.routes.changeCluster>) => {
    const { clusters, registers, applications, organisations, memberships, reference } = deps
    const before = await clusters.get(call.params.clusterId)
    covers(call.actor, 'cluster.edit', clusterResource(before.value))
    demandUnmerged(before.value)
    if (before.version !== call.expectedVersion) throw new StaleVersionError()
    const { validFrom, ...content } = call.body
    const fields = fieldsFrom(content)
    const after: ClusterRecord = {
      ...before.value,
      fields,
      ...(await placesOf(reference, fields)),
      preparedBy: [...new Set([...before.value.preparedBy, actorId(call.actor)])],
      updatedAt: call.at.toISOString(),
    }
    covers(call.actor, 'cluster.edit', clusterResource(after))
    demandProfileOnly(before.value, fields)
    const submitted = await notSubmitted(applications, before.value)
    await demandManagement(organisations, fields)

    const today = await todayFor(registers, before.value, call.at)
    const day = validFrom ?? today
    demandPast('validFrom', day, today)
    const subject = clusterKey(after.id).pk
    const history = await assertionsOf(clusters.table, subject)
    const changes = changesFrom(history, day, fields)
    const statements = [
      { validFrom: day, changes: isEntered(before.value) ? withoutFacts(changes) : changes },
    ]
    const assertions = recorded(subject, before.version + 1, statements, call)
    const audience = await clusterAudience(call.actor, after, memberships)
    if (assertions.length === 0) {
      const body = visibleTo(audience, CLUSTER_CLASSES, clusterView(before.value))
      return { status: 200 as const, body, version: before.version }
    }
    const facts =
      after.entries.length > 0 ? await factsFrom(reference, after, [...history, ...assertions]) : undefined
    await clusters.table.write([
      ...submitted,
      ...clusters.changeWrites({ before, after, assertions, facts, action: 'change-cluster' }, call),
    ])
    const body = visibleTo(audience, CLUSTER_CLASSES, clusterView(after))
    return { status: 200 as const, body, version: before.version + 1 }
  }

const isEntered = ({ status }: ClusterRecord): boolean => status === 'registered' || status === 'suspended'

/** A profile edit that reaches back says nothing of facts: later amendments stay. */
const withoutFacts = (changes: Changes): Changes =>
  Object.fromEntries(
    Object.entries(changes).filter(([field]) => !REGISTER_FACTS.some((fact) => fact === field)),
  )

/** Facts of a cluster that stands in a register change by amendment. @throws RuleFailedError naming them */
const demandProfileOnly = (cluster: ClusterRecord, wanted: ClusterFields): void => {
  if (!isEntered(cluster)) return
  const { fields } = cluster
  const faults = REGISTER_FACTS.filter(
    (fact) => canonicalJson(fields[fact] ?? null) !== canonicalJson(wanted[fact] ?? null),
  ).map((fact) => ({
    pointer: `/${fact}`,
    detail: {
      en: `${fact} is a fact of the register entry: apply for its amendment`,
      ru: `${fact} — факт реестровой записи: подайте заявку на её изменение`,
    },
  }))
  if (faults.length === 0) return
  const names = faults.map(({ pointer }) => pointer.slice(1)).join(', ')
  throw new RuleFailedError(
    {
      en: `The cluster stands in a register; ${names} change by an amendment of its entry only.`,
      ru: `Кластер внесён в реестр; ${names} можно изменить только заявкой на изменение записи.`,
    },
    { faults },
  )
}

/** What was submitted is not edited under the eyes of the assessor: checks that hold while the change is written.
 *  @throws ConflictError when an application of a draft is with the authority */
const notSubmitted = async (
  applications: ApplicationStore,
  { status, openApplications }: ClusterRecord,
): Promise<readonly Write[]> => {
  if (status !== 'draft') return []
  const open = await Promise.all(openApplications.map(({ application }) => applications.get(application)))
  const busy = open.find(({ value }) => value.status === 'submitted' || value.status === 'under-review')
  if (busy !== undefined)
    throw new ConflictError({
      en: `The application ${busy.value.id} is ${busy.value.status}: withdraw it, or wait until it is returned.`,
      ru: `Заявка ${busy.value.id} в состоянии ${busy.value.status}: отзовите её или дождитесь возврата.`,
    })
  return open.map(({ value, version }) => ({ check: applicationKey(value.id), if: { version } }))
}
