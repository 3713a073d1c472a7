import type { LastChange, Stored } from '#kernel/entity'
import { untilWon } from '#kernel/lost-race'
import type { Item, Write } from '#kernel/table'
import {
  type Catalogue,
  DEFAULT_RULES,
  groupOf,
  type IndicatorCode,
  type Period,
  type Register,
  Universe,
} from '../model.ts'
import type { SliceStore } from '../slice-store.ts'
import type { NumberedEntry } from './keys.ts'
import type { Basis } from './model/basis.ts'
import { familiesIn } from './model/families.ts'
import type { BreakdownAbove } from './model/parts-told.ts'
import {
  type NumberedRelease,
  type PreparingRelease,
  type Release,
  type ReleaseContent,
  type ReleaseId,
  slicesOfPlan,
} from './model/release.ts'
import type { Series } from './model/series.ts'
import { type ReleaseSlice, sliceOfRelease } from './model/slice-figures.ts'
import { decideFamily, type ReleasedSlice, type SliceToRelease } from './model/vintage.ts'
import { type NamedEnterprises, NONE_NAMED } from './ports.ts'
import { slicesToRelease } from './release-slices.ts'
import type { ReleaseStore } from './release-store.ts'

/** What preparing a release takes. */
export interface Preparation {
  readonly store: ReleaseStore
  readonly slices: SliceStore
  readonly catalogue: Catalogue
  readonly register: (periods: readonly Period[]) => Promise<Register>
  /** The region that is the nation. */
  readonly root: string
  readonly enterprises: NamedEnterprises
  readonly breakdownAbove: BreakdownAbove
  readonly write: (steps: readonly Write[]) => Promise<void>
  /** Writes records of contents, each on its own: nobody reads them before the release is complete. */
  readonly writeEach: (items: readonly Item[]) => Promise<void>
  readonly change: (action: string) => LastChange
  /** Whether there is time for more. */
  readonly hasTime: () => boolean
}

/** Computes the contents of a release, one universe and family of indicators after another, and keeps each as it is done: a run that
 *  ends half way is gone on with by the next. Only one release is prepared at a time.
 *  @returns whether it is complete */
export const prepareRelease = async (work: Preparation, id: ReleaseId): Promise<boolean> => {
  let stored = await claim(work, id)
  if (stored === undefined) return false
  const { catalogue } = work
  const asked = slicesOfPlan(stored.value, catalogue)
  const register = await work.register(asked.map(({ period }) => period))
  const earlier = (await work.store.numbered({ consistent: true })).filter(
    ({ number }) => number < (stored?.value.number ?? 0),
  )
  for (const universe of Universe.options)
    for (const codes of familiesIn(catalogue)) {
      const name = `${universe === 'cluster' ? '' : `${universe} `}${codes.join(' ')}`
      const slices = asked.filter(({ indicator }) => codes.includes(indicator))
      if (slices.length === 0 || stored.value.done.includes(name)) continue
      if (!work.hasTime()) return false
      await prepareFamily(work, stored.value, { universe, codes, slices, register, earlier })
      stored = await advance(work, stored, { ...stored.value, done: [...stored.value.done, name] })
    }
  await complete(work, stored)
  return true
}

/** Takes a planned release into work: with the next number, if it has none, and nothing else in work.
 *  @returns undefined where another release is in work, or this one needs nothing */
const claim = (work: Preparation, id: ReleaseId): Promise<Stored<PreparingRelease> | undefined> =>
  untilWon(async () => {
    const { store } = work
    const [counter, stored] = await Promise.all([store.counter(), store.get(id, { consistent: true })])
    const { value: release } = stored
    if (release.status === 'preparing') return { value: release, version: stored.version }
    if (release.status !== 'planned' || counter.value.open !== null) return undefined
    const number = counter.value.last + 1
    const claimed: PreparingRelease = {
      ...release,
      status: 'preparing',
      number,
      attempt: 1,
      preparedAt: null,
      done: [],
    }
    await work.write([
      store.setCounter({ last: number, open: id }, counter),
      store.put(claimed, stored, work.change('prepare-release')),
      store.putNumber(entryOf(claimed, work.catalogue)),
    ])
    return { value: claimed, version: stored.version + 1 }
  })

/** How a release stands in the list of those with numbers. */
export const entryOf = (release: NumberedRelease, catalogue: Catalogue): NumberedEntry => ({
  number: release.number,
  release: release.release,
  attempt: release.attempt,
  status: release.status,
  slices: slicesOfPlan(release, catalogue).map(({ indicator, period }) => [indicator, period]),
  readers: release.embargo.map(({ person }) => person),
})

const advance = async <R extends Release>(
  { store, write, change }: Preparation,
  before: Stored<Release>,
  value: R,
): Promise<Stored<R>> => {
  await write([store.put(value, before, change('prepare-release'))])
  return { value, version: before.version + 1 }
}

const complete = async (work: Preparation, stored: Stored<PreparingRelease>): Promise<void> => {
  const { store, change, catalogue } = work
  const { done: _, ...release } = stored.value
  const at = change('prepare-release').at
  const prepared = { ...release, status: 'prepared' as const, preparedAt: at }
  await untilWon(async () => {
    const counter = await store.counter()
    await work.write([
      store.setCounter({ last: counter.value.last, open: null }, counter),
      store.put(prepared, stored, change('prepare-release')),
      store.putNumber(entryOf(prepared, catalogue)),
    ])
  })
}

const prepareFamily = async (
  work: Preparation,
  release: PreparingRelease,
  family: {
    readonly universe: Universe
    readonly codes: readonly IndicatorCode[]
    readonly slices: readonly { readonly indicator: IndicatorCode; readonly period: Period }[]
    readonly register: Register
    readonly earlier: readonly NumberedEntry[]
  },
): Promise<void> => {
  const { store, root, breakdownAbove } = work
  const { universe, register, earlier } = family
  const slices = await slicesToRelease(work, universe, family.slices, register)
  const bases: Basis[] = []
  for (const entry of earlier)
    for (const indicator of family.codes) {
      const basis = await store.basis(entry, { universe, indicator })
      if (basis !== undefined) bases.push(basis)
    }
  const nameOf = ({ indicator, breakdown }: ReleaseSlice) => `${indicator.code}#${breakdown}`
  const rowsBefore = new Map<string, Awaited<ReturnType<typeof rowsBeforeOf>>>()
  for (const slice of slices) {
    const name = nameOf(slice)
    if (!rowsBefore.has(name)) rowsBefore.set(name, await rowsBeforeOf(store, sliceOfRelease(slice), earlier))
  }
  // Who stands behind the value of a region nobody names: it counts as one enterprise.
  const named = universe === 'cluster' ? work.enterprises : NONE_NAMED
  const decided = decideFamily({
    number: release.number,
    slices,
    register,
    root,
    breakdownAbove,
    enterprisesOf: await named.of(seriesBehind(slices)),
    rules: DEFAULT_RULES,
    earlier: bases,
    rowBefore: (slice, group) => rowsBefore.get(nameOf(slice))?.get(slice.period)?.get(group),
  })
  const indicators = [...new Set(slices.map(({ indicator }) => indicator.code))]
  await work.writeEach([
    ...decided.slices.flatMap((slice) => [
      ...store.contentItems(release, slice, root),
      store.contentItem(release, contentOf(slice, release.number, root)),
    ]),
    ...indicators.flatMap((indicator) =>
      store.basisItems(release, { universe, indicator }, partOf(decided.basis, indicator)),
    ),
  ])
}

/** The series that a release and its comparisons rest on. */
const seriesBehind = (slices: readonly SliceToRelease[]) =>
  slices
    .flatMap((slice) => [slice, ...slice.comparedWith])
    .flatMap(({ inputs, breakdown }) => [...inputs.values()].map((series) => ({ ...series, breakdown })))

/** Of each period the rows of the newest earlier release that has it. */
const rowsBeforeOf = async (store: ReleaseStore, series: Series, earlier: readonly NumberedEntry[]) => {
  const holding = earlier.filter(({ slices }) => slices.some(([indicator]) => indicator === series.indicator))
  const all = await Promise.all(holding.map((entry) => store.allRows(entry, series)))
  return new Map(all.flatMap((rows) => [...rows]))
}

const contentOf = ({ slice, rows }: ReleasedSlice, number: number, root: string): ReleaseContent => {
  const nation = rows.get(groupOf('region', root))
  const outcomes = [...rows.values()].flatMap((row) => [row, ...row.changes])
  const withheld = outcomes.filter(({ confStatus }) => confStatus !== undefined).length
  const standing = outcomes.filter(({ since }) => since !== number).length
  return {
    ...slice,
    reporting: nation?.reporting ?? 0,
    expected: nation?.expected ?? null,
    shown: outcomes.length - withheld - standing,
    standing,
    withheld,
  }
}

/** What a basis holds of one indicator. */
const partOf = (basis: Basis, code: IndicatorCode): Basis => {
  const own = (figure: { readonly id: string }) => figure.id.startsWith(`${code}#`)
  const figures = { shown: basis.shown.filter(own), withheld: basis.withheld.filter(own) }
  const used = new Set([...figures.shown, ...figures.withheld].flatMap(({ sums }) => sums.flat()))
  const relations = basis.relations.filter(({ whole, parts }) =>
    [...whole, ...parts].some((id) => used.has(id)),
  )
  for (const { whole, parts } of relations) for (const id of [...whole, ...parts]) used.add(id)
  return { contributions: basis.contributions.filter(({ id }) => used.has(id)), ...figures, relations }
}
