import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { NotFoundError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { MembershipRow } from '../model.ts'
import { oneByOne } from '../one-by-one.ts'
import { organisationNamed } from '../organisations/organisation-named.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { confirmedAtOnce, demandConfirmation } from './confirming.ts'
import { membershipChange } from './joining.ts'
import type { MembershipStore } from './membership-store.ts'

/** Memberships written at once. */
const PARALLEL = 10

interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly registers: RegisterStore
  readonly memberships: MembershipStore
}

/** Records and changes memberships. A row is known by cluster, organisation and first day; rows of one organisation
 *  are worked off in their order. */
export const importMemberships =
  (deps: Deps) => async (call: Call<typeof registryContract.routes.importMemberships>) => {
    const inTurn = oneByOne()
    const body = await answerRows({
      rows: call.body.rows,
      schema: MembershipRow,
      language: call.language,
      parallel: PARALLEL,
      handle: (row) =>
        inTurn([canonicalJson(row.organisation)], () => untilWon(() => importMembership(deps, row, call))),
    })
    return { status: 200 as const, body }
  }

const importMembership = async (deps: Deps, row: MembershipRow, context: Context): Promise<RowOutcome> => {
  const { clusters, organisations, memberships } = deps
  const { value: cluster } = await clusters.get(await clusterOf(deps, row))
  demandConfirmation(context.actor, cluster)
  const organisation = await organisations.get(await organisationNamed(organisations, row.organisation))
  const { cluster: _cluster, organisation: _organisation, from, ...content } = row
  const before = await memberships.find(cluster.id, organisation.value.id, from)
  // One that is there is changed by who keeps the register, as by its own route.
  if (before !== undefined) covers(context.actor, 'cluster.register', clusterResource(cluster))
  const id = `${cluster.id}/${organisation.value.id}/${from}`
  if (before !== undefined && canonicalJson(content) === canonicalJson(contentOf(before.value)))
    return { outcome: 'unchanged', id }
  const steps = before === undefined ? [confirmedAtOnce(context)] : []
  const change = { from, before, content, steps }
  const { writes } = await membershipChange(memberships, { cluster, organisation }, change, context)
  await memberships.table.write(writes)
  return { outcome: before === undefined ? 'created' : 'updated', id }
}

const contentOf = ({ roles, level, tasks, to }: Pick<MembershipRow, 'roles' | 'level' | 'tasks' | 'to'>) => ({
  roles,
  ...(level !== undefined && { level }),
  tasks,
  to,
})

const clusterOf = async ({ registers }: Deps, { cluster }: MembershipRow): Promise<string> => {
  if (typeof cluster === 'string') return cluster
  const { value: register } = await registers.get(cluster.register)
  const entry = await registers.entry(register.id, cluster.number)
  if (entry !== undefined) return entry.value.cluster
  throw new NotFoundError({
    en: `The register ${register.code} has no entry ${cluster.number}.`,
    ru: `В реестре ${register.code} нет записи ${cluster.number}.`,
  })
}
