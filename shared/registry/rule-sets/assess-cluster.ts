import { actorId, covers, mayUse } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { TO_SHOW } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { clusterResource, demandSight, worksOn } from '../audience.ts'
import { type ClusterStore, noSuchCluster } from '../clusters/cluster-store.ts'
import type { joiningOn } from '../composition/composition-reader.ts'
import type { registryContract } from '../contract.ts'
import { demandPast, todayFor } from '../dates.ts'
import {
  AssessmentId,
  type AssessmentRecord,
  type Attestations,
  assess,
  type Composition,
  changed,
  contentOf,
  type RegisterId,
  type RuleSetVersion,
  type Waiver,
  withoutFigures,
  withoutValues,
} from '../model.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { assessmentAddition, inputsHash } from './assessment-store.ts'
import type { CompositionReader } from './judged-composition.ts'
import { assessmentView } from './read-assessments.ts'
import { manages } from './read-rule-sets.ts'
import { noSuchVersion, type RuleSetStore } from './rule-set-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly clusters: ClusterStore
  readonly registers: RegisterStore
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
  readonly compositionOf: CompositionReader
  readonly newId: NewId
}

/** An assessment made now, and the writes that keep it with what it judged. */
export const assessed = (
  given: {
    readonly id: AssessmentId
    readonly version: RuleSetVersion
    readonly composition: Composition
    readonly attestations: Attestations
    readonly register?: RegisterId
    readonly waiver?: Waiver | undefined
  },
  context: Context,
  action: string,
) => {
  const { id, version, composition, attestations, register, waiver } = given
  const inputs = { composition: contentOf(composition), attestations }
  const { verdict, results } = assess(version, composition, attestations)
  const assessment: AssessmentRecord = {
    id,
    cluster: composition.cluster,
    ruleSet: version.ruleSet,
    version: version.number,
    ...(register !== undefined && { register }),
    on: composition.on,
    verdict,
    results: [...results],
    inputsHash: inputsHash(inputs),
    validityMonths: version.validityMonths,
    ...(waiver !== undefined && verdict !== 'pass' && { waiver }),
    assessedBy: actorId(context.actor),
    assessedAt: context.at.toISOString(),
  }
  return { assessment, writes: assessmentAddition(assessment, inputs, context, action) }
}

/** Assesses a cluster by the version of a rule set in force on the day, and keeps the result.
 *  @throws NotFoundError when no version is in force
 *  @throws RuleFailedError when the day is still to come */
export const assessCluster =
  ({ clusters, registers, ruleSets, compositionOf, newId }: Deps) =>
  async (call: Call<Routes['assessCluster']>) => {
    const { value: cluster } = await clusters.get(call.params.clusterId)
    covers(call.actor, 'cluster.register', clusterResource(cluster))
    const today = await todayFor(registers, cluster, call.at)
    const { ruleSet: code, on = today, attestations } = call.body
    demandPast('on', on, today)
    const { ruleSet, version } = await ruleSets.inForce(code, on)
    const composition = await compositionOf(cluster.id, on)
    const id = newId(AssessmentId, 'asm')
    const given = { id, version, composition, attestations }
    const { assessment, writes } = assessed(given, call, 'assess-cluster')
    const reply = {
      status: 201 as const,
      body: assessmentView(assessment, ruleSet, true),
      version: 1,
      location: `/clusters/${cluster.id}/assessments/${assessment.id}`,
    }
    return commit(clusters.table, call, reply, writes)
  }

/** Judges a cluster, a draft too, as it is or with changes, by the version in force, a given one, or a draft of
 *  whoever manages the rule set. Who is not the authority sees nothing that depends on figures of members.
 *  @throws NotFoundError also for a cluster that the caller does not work on, and for an organisation that there is not */
export const whatIfCluster =
  ({
    clusters,
    registers,
    ruleSets,
    reference,
    compositionOf,
    joiningOf,
  }: Omit<Deps, 'newId'> & { readonly joiningOf: ReturnType<typeof joiningOn> }) =>
  async (call: Call<Routes['whatIfCluster']>) => {
    const { value: cluster } = await clusters.get(call.params.clusterId, TO_SHOW)
    demandSight(call.actor, cluster)
    if (!worksOn(call.actor, cluster)) throw noSuchCluster(cluster.id)
    const { ruleSet: code, version: number, attestations, changes } = call.body
    const on = call.body.on ?? (await todayFor(registers, cluster, call.at))
    const version =
      number === undefined
        ? (await ruleSets.inForce(code, on, TO_SHOW)).version
        : await givenVersion({ ruleSets, reference }, code, number, call)
    const isAuthority = mayUse(call.actor, 'cluster.register', clusterResource(cluster))
    const recorded = await compositionOf(cluster.id, on, TO_SHOW)
    // Trying thresholds on known figures would tell them.
    const known = isAuthority ? recorded : withoutValues(recorded)
    const composition =
      changes === undefined ? known : changed(known, changes, await joiningOf(changes.joining, on))
    const { verdict, results } = assess(version, composition, attestations)
    const shown = isAuthority ? [...results] : withoutFigures(results)
    return {
      status: 200 as const,
      body: { ruleSet: code, version: version.number, on, verdict, results: shown },
    }
  }

const givenVersion = async (
  { ruleSets, reference }: Pick<Deps, 'ruleSets' | 'reference'>,
  code: string,
  number: number,
  { actor }: Context,
): Promise<RuleSetVersion> => {
  const { value: ruleSet } = await ruleSets.get(code, TO_SHOW)
  const { value: version } = await ruleSets.version(code, number, TO_SHOW)
  if (version.status === 'draft' && !(await manages(reference, actor, ruleSet)))
    throw noSuchVersion(code, number)
  return version
}
