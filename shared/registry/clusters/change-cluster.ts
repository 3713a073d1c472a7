import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { StaleVersionError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf, recorded } from '../assertions.ts'
import { clusterAudience, clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast, todayFor } from '../dates.ts'
import { clusterKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import {
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
 *  difference writes nothing. Facts of a registered cluster need the power to register besides.
 *  @throws ForbiddenError unless the actor's territory covers its regions before **and** after
 *  @throws RuleFailedError for unknown codes and for a day to come
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeCluster =
  (deps: {
    readonly clusters: ClusterStore
    readonly registers: RegisterStore
    readonly organisations: OrganisationStore
    readonly memberships: MembershipStore
    readonly reference: ReferenceReader
  }) =>
  async (call: Call<typeof registryContract.routes.changeCluster>) => {
    const { clusters, registers, organisations, memberships, reference } = deps
    const before = await clusters.get(call.params.clusterId)
    covers(call.actor, 'cluster.edit', clusterResource(before.value))
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
    if (changesRegister(before.value, fields))
      for (const cluster of [before.value, after])
        covers(call.actor, 'cluster.register', clusterResource(cluster))
    await demandManagement(organisations, fields)

    const today = await todayFor(registers, before.value, call.at)
    const day = validFrom ?? today
    demandPast('validFrom', day, today)
    const subject = clusterKey(after.id).pk
    const history = await assertionsOf(clusters.table, subject)
    const statements = [{ validFrom: day, changes: changesFrom(history, day, fields) }]
    const assertions = recorded(subject, before.version + 1, statements, call)
    const audience = await clusterAudience(call.actor, after, memberships)
    if (assertions.length === 0) {
      const body = visibleTo(audience, CLUSTER_CLASSES, clusterView(before.value))
      return { status: 200 as const, body, version: before.version }
    }
    const facts =
      after.entries.length > 0 ? await factsFrom(reference, after, [...history, ...assertions]) : undefined
    await clusters.table.write(
      clusters.changeWrites({ before, after, assertions, facts, action: 'change-cluster' }, call),
    )
    const body = visibleTo(audience, CLUSTER_CLASSES, clusterView(after))
    return { status: 200 as const, body, version: before.version + 1 }
  }

const changesRegister = (before: ClusterRecord, fields: ClusterFields): boolean =>
  before.entries.length > 0 &&
  REGISTER_FACTS.some(
    (fact) => canonicalJson(before.fields[fact] ?? null) !== canonicalJson(fields[fact] ?? null),
  )
