import * as z from 'zod'
import type { CompositionMember } from './composition.ts'
import { ChainLevel } from './membership.ts'
import { CHAIN_LEVELS, MEMBERSHIP_ROLES, ORGANISATION_KINDS, ORGANISATION_SIZES } from './vocabulary.ts'

const Counts = z.array(z.object({ code: z.string(), members: z.int().min(0) }))
type Counts = z.output<typeof Counts>

/** Members of a cluster counted in several ways. A member with two roles counts under both. */
export const CompositionCounts = z
  .object({
    members: z.int().min(0),
    byKind: Counts,
    bySize: Counts.meta({ description: 'Firms only; `unknown` are those whose size nobody stated' }),
    byRole: Counts,
    byLevel: Counts.meta({ description: 'In the order of the value chain; `unknown` without a level' }),
    byTask: Counts.meta({ description: 'The commonest first' }),
    chainGaps: z
      .array(ChainLevel)
      .register(z.globalRegistry, { description: 'Levels of the value chain without a member' }),
  })
  .register(z.globalRegistry, { id: 'CompositionCounts' })
export type CompositionCounts = z.output<typeof CompositionCounts>

type Counted = Pick<CompositionMember, 'kind' | 'size' | 'roles' | 'level' | 'tasks'>

/** Counts members by kind, size, role, level and task. Codes without a member are told with 0, so that what is
 *  missing shows; tasks are free words, so only those that occur are told. */
export const countsOf = (members: readonly Counted[]): CompositionCounts => {
  const firms = members.filter(({ kind }) => kind === 'firm')
  const levels = counted(
    CHAIN_LEVELS,
    members.map(({ level }) => level ?? UNKNOWN),
  )
  const tasks = members.flatMap((member) => [...new Set(member.tasks)])
  return {
    members: members.length,
    byKind: counted(
      ORGANISATION_KINDS,
      members.map(({ kind }) => kind),
    ),
    bySize: counted(
      ORGANISATION_SIZES,
      firms.map(({ size }) => size ?? UNKNOWN),
    ),
    byRole: counted(
      MEMBERSHIP_ROLES,
      members.flatMap(({ roles }) => roles),
    ),
    byLevel: levels,
    byTask: counted([], tasks).sort((a, b) => b.members - a.members || (a.code < b.code ? -1 : 1)),
    chainGaps: CHAIN_LEVELS.filter((level) =>
      levels.some(({ code, members: n }) => code === level && n === 0),
    ),
  }
}

const UNKNOWN = 'unknown'

const counted = (known: readonly string[], found: readonly string[]): Counts => {
  const counts = new Map(known.map((code) => [code, 0]))
  for (const code of found) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, members]) => ({ code, members }))
}
