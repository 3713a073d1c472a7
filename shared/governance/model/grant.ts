import * as z from 'zod'
import type { Reach } from '../../kernel/access.ts'
import { CalendarDate } from '../../kernel/clock.ts'
import { RuleFailedError } from '../../kernel/errors.ts'
import { Power } from '../../kernel/powers.ts'
import { ClusterId } from '../../registry/model/ids.ts'
import { GrantId, HolderId, HolderName } from './ids.ts'
import { type Interval, inOrder, interval, ordered, within } from './interval.ts'
import { LegalAct } from './legal-act.ts'
import { liesWithin, type PathOf, Places } from './territory.ts'

const Categories = z.array(z.string().min(1).max(40)).min(1).max(100)
const Clusters = z.array(ClusterId).min(1).max(100).register(z.globalRegistry, {
  description: 'Clusters that it covers wherever they lie; such a grant has no territory',
})

const reach = {
  territory: Places.default([]),
  clusters: Clusters.exactOptional(),
  categories: Categories.exactOptional(),
}

/** A territory or clusters, not both. */
const onePlace = ({ territory, clusters }: Reach) => territory.length > 0 !== (clusters !== undefined)
const placed = {
  error: 'takes either regions in "territory", or clusters and an empty "territory"',
  params: { ru: 'нужны либо регионы в «territory», либо кластеры и пустое «territory»' },
  path: ['territory'],
}

const content = {
  power: Power,
  ...reach,
  ...interval,
  basis: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .register(z.globalRegistry, { description: 'What the power rests on, in words' }),
  delegable: z
    .boolean()
    .default(false)
    .register(z.globalRegistry, { description: 'Whether the holder may delegate it, wholly or in part' }),
}

/** A delegated grant's way back to its sources. */
const Source = z.object({ holder: HolderId, grant: GrantId })
export type Source = z.output<typeof Source>

/** A grant of power: who may do what, where, from when to when, and by which legal act. */
export const Grant = z
  .object({
    holder: HolderId,
    ...content,
    id: GrantId,
    /** Null for what was recorded before acts were, or by the operator. */
    act: LegalAct.nullable(),
    grantedBy: z.string(),
    /** The act by which its end was moved last. */
    endAct: LegalAct.exactOptional(),
    /** Of a delegated one: the grants that it comes from, the first source first. */
    sources: z.array(Source).min(1).exactOptional(),
  })
  .refine(inOrder, ordered)
  .refine(onePlace, placed)
  .register(z.globalRegistry, { id: 'Grant' })
export type Grant = z.output<typeof Grant>

/** What is sent to give a grant. */
export const GrantRequest = z
  .object({ holder: HolderName, ...content, act: LegalAct })
  .refine(onePlace, placed)
export type GrantRequest = z.output<typeof GrantRequest>

/** A row of the bulk route: a record with the id that it had elsewhere, if any. */
export const GrantRow = z
  .object({
    holder: HolderName,
    ...content,
    act: LegalAct.nullable().default(null),
    id: GrantId.exactOptional(),
    endAct: LegalAct.exactOptional().register(z.globalRegistry, {
      description: 'The act by which its end was moved last',
    }),
    source: GrantId.exactOptional().register(z.globalRegistry, {
      description: 'Of a delegated one: the grant that it was delegated from',
    }),
  })
  .refine(onePlace, placed)
export type GrantRow = z.output<typeof GrantRow>

/** What is sent to move the end of a grant. */
export const GrantEnd = z.object({ to: Grant.shape.to, act: LegalAct })

/** What is sent to hand a grant over to another holder. */
export const GrantHandover = z.object({
  holder: HolderName,
  on: CalendarDate.meta({ description: 'The first day on which it is the new holder’s' }),
  act: LegalAct,
})

/** The part of a grant that goes to another holder. */
export const Delegation = z
  .object({
    holder: HolderName,
    ...reach,
    ...interval,
    basis: content.basis,
    act: LegalAct,
    delegable: content.delegable,
  })
  .refine(onePlace, placed)
export type Delegation = z.output<typeof Delegation>

/** How many delegations deep a power goes from its first source. */
export const DELEGATIONS_DEEP = 4

/** The way back of a grant that is delegated from another one: the first source first. */
export const sourcesFrom = ({ id, holder, sources = [] }: Grant): Source[] => [
  ...sources,
  { holder, grant: id },
]

/** The grant that one was delegated from; undefined for one that was given. */
export const directSource = ({ sources }: Pick<Grant, 'sources'>): GrantId | undefined =>
  sources?.at(-1)?.grant

/** The most grants that hold or will hold at one holder: they are all read to decide about one of its people. */
export const GRANTS_PER_HOLDER = 200

/** Refuses a delegation that is no part of its source.
 *  @param life when the source itself holds, by its own sources and by what became of its holders
 *  @throws RuleFailedError naming what exceeds it */
export const refuseExcess = (source: Grant, life: Interval, part: Reach & Interval, pathOf: PathOf): void => {
  const refuse = (en: string, ru: string) => {
    throw new RuleFailedError({ en, ru })
  }
  if (!source.delegable)
    refuse(`The grant ${source.id} is not delegable.`, `Полномочие ${source.id} не подлежит передаче.`)
  if ((source.sources?.length ?? 0) >= DELEGATIONS_DEEP)
    refuse(
      `${source.id} was delegated ${DELEGATIONS_DEEP} times over; it goes no deeper. Let a holder above delegate.`,
      `${source.id} передано уже ${DELEGATIONS_DEEP} раза; глубже нельзя. Передать может держатель выше.`,
    )
  if (!within(part, life))
    refuse(
      `${source.id} holds from ${life.from} to ${life.to ?? 'no end'}; a delegation stays within that.`,
      `${source.id} действует с ${life.from} по ${life.to ?? 'без срока'}; передача не выходит за эти дни.`,
    )
  if (!reachWithin(part, source, pathOf))
    refuse(
      `${source.id} covers ${placeOf(source)}; a delegation covers a part of that, and no further category.`,
      `${source.id} охватывает ${placeOf(source)}; передаётся часть этого и не больше категорий.`,
    )
}

/** Whether a reach is a part of another one. */
const reachWithin = (inner: Reach, outer: Reach, pathOf: PathOf): boolean => {
  const place =
    inner.clusters === undefined
      ? outer.clusters === undefined && liesWithin(inner.territory, outer.territory, pathOf)
      : inner.clusters.every((cluster) => outer.clusters?.includes(cluster) === true)
  const category =
    outer.categories === undefined ||
    inner.categories?.every((one) => outer.categories?.includes(one) === true) === true
  return place && category
}

/** What a grant covers, for people. */
const placeOf = ({ territory, clusters, categories }: Reach): string =>
  `${(clusters ?? territory).join(', ')}${categories === undefined ? '' : ` (${categories.join(', ')})`}`
