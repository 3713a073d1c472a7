import { assertionsOf } from '../assertions.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { clusterKey, entrySubject, organisationKey, registerKey } from '../keys.ts'
import {
  type Entry,
  type ExtractContent,
  type ExtractSources,
  extractContent,
  managersIn,
  type PointInTime,
  type Register,
} from '../model.ts'
import { storedEntry } from '../registers/decide-on-entry.ts'
import { notThere } from '../registers/read-registers.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { stepsOf } from '../steps.ts'

/** What reading an extract needs. */
export interface ExtractDeps {
  readonly registers: RegisterStore
  readonly clusters: ClusterStore
}

/** All from which any past of an entry can be told; strongly consistent. Two Gets, and a Query each for the statements
 *  about the register, the cluster and whoever managed it, and for the entry's steps.
 *  @throws NotFoundError when there is no such entry */
export const extractSources = async (
  { registers, clusters }: ExtractDeps,
  register: Register,
  number: string,
): Promise<ExtractSources> => {
  const { table } = registers
  const { value: entry } = await storedEntry(registers, register, number)
  const [cluster, clusterStatements, registerStatements, steps, successors] = await Promise.all([
    clusters.get(entry.cluster),
    assertionsOf(table, clusterKey(entry.cluster).pk),
    assertionsOf(table, registerKey(register.id).pk),
    stepsOf(table, entrySubject(register.id, number)),
    successorsOf(registers, entry),
  ])
  const managers = await Promise.all(
    managersIn(clusterStatements).map(
      async (id) => [id, await assertionsOf(table, organisationKey(id).pk)] as const,
    ),
  )
  return {
    register,
    registerStatements,
    entry,
    steps,
    successors,
    cluster: cluster.value,
    clusterStatements,
    managers: new Map(managers),
  }
}

const successorsOf = async (
  registers: RegisterStore,
  { register, successors = [] }: Entry,
): Promise<readonly Entry[]> => {
  const found = await Promise.all(successors.map(({ number }) => registers.entry(register, number)))
  return found.flatMap((stored) => stored?.value ?? [])
}

/** What an extract says of an entry on a day, as known at an instant.
 *  @throws NotFoundError when the entry did not stand in the register then */
export const contentAt = (sources: ExtractSources, when: PointInTime): ExtractContent => {
  const content = extractContent(sources, when)
  if (content !== undefined) return content
  throw notThere(sources.entry.number, when)
}
