import { mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { TO_SHOW } from '#kernel/table'
import { clusterResource, worksOn } from '../audience.ts'
import { type ClusterStore, noSuchCluster } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import {
  type Assessment,
  type AssessmentRecord,
  type AssessmentWithInputs,
  type RuleSet,
  validUntil,
  withoutFigures,
} from '../model.ts'
import type { AssessmentStore } from './assessment-store.ts'
import type { RuleSetStore } from './rule-set-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly clusters: ClusterStore
  readonly ruleSets: RuleSetStore
  readonly assessments: AssessmentStore
}

/** A page of the assessments of a cluster, newest first.
 *  @throws NotFoundError also for a cluster that the caller does not work on */
export const listAssessments = (deps: Deps) => async (call: Call<Routes['listAssessments']>) => {
  const { assessments, ruleSets } = deps
  const isAuthority = await sightOf(deps, call)
  const { items, next } = await assessments.page(call.params.clusterId, call.page)
  const known = await ruleSets.findAll(items.map(({ ruleSet }) => ruleSet))
  const views = items.map((one) => assessmentView(one, known.get(one.ruleSet), isAuthority))
  return { status: 200 as const, body: { items: views, next } }
}

/** One assessment; the authority sees what was judged, too.
 *  @throws NotFoundError also for a cluster that the caller does not work on */
export const getAssessment = (deps: Deps) => async (call: Call<Routes['getAssessment']>) => {
  const { assessments, ruleSets } = deps
  const isAuthority = await sightOf(deps, call)
  const assessment = await assessments.get(call.params.clusterId, call.params.assessmentId)
  const ruleSet = await ruleSets.find(assessment.ruleSet, TO_SHOW)
  const body: AssessmentWithInputs = {
    ...assessmentView(assessment, ruleSet?.value, isAuthority),
    ...(isAuthority && { inputs: await assessments.inputs(assessment.id) }),
  }
  return { status: 200 as const, body, version: 1 }
}

/** An assessment as it is shown to the authority, or to who else works on the cluster. */
export const assessmentView = (
  assessment: AssessmentRecord,
  ruleSet: RuleSet | undefined,
  isAuthority: boolean,
): Assessment => {
  const { validityMonths, assessedBy, results, ...rest } = assessment
  const { on, version } = assessment
  return {
    ...rest,
    results: isAuthority ? results : withoutFigures(results),
    validUntil: validUntil({ published: ruleSet?.published ?? [] }, { on, version, validityMonths }),
    ...(isAuthority && { assessedBy }),
  }
}

/** Whether the caller reads a cluster as its authority. @throws NotFoundError when they do not work on it */
const sightOf = async (
  { clusters }: Pick<Deps, 'clusters'>,
  { params, actor }: Call<Routes['listAssessments']> | Call<Routes['getAssessment']>,
): Promise<boolean> => {
  const cluster = await clusters.find(params.clusterId)
  if (cluster === undefined || !worksOn(actor, cluster.value)) throw noSuchCluster(params.clusterId)
  return mayUse(actor, 'cluster.register', clusterResource(cluster.value))
}
