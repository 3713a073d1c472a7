import { type CalendarDate, dateIn } from '#kernel/clock'
import { KpiChanges } from '../kpi-changes.ts'
import {
  type Catalogue,
  frequencyOf,
  groupOf,
  isPublic,
  type Period,
  previousPeriod,
  registerOf,
  type Slice,
  yearBefore,
} from '../model.ts'
import type { RegionTree } from '../ports.ts'
import type { StoredCell } from '../slice-keys.ts'
import { SliceReader } from '../slice-reader.ts'
import {
  type AlertPlace,
  type AlertRule,
  type DeadlineKind,
  figureOf,
  type Reading,
  type WatchedFigure,
} from './model.ts'
import type { ClusterProfile, ReadingPorts } from './ports.ts'

/** Periods that are looked through for the newest with figures. */
const PERIODS_BACK = 4

/** What rules are judged by, each part read once for all rules of an evaluation. */
export class Readings {
  readonly #ports: ReadingPorts
  readonly #catalogue: Catalogue
  readonly #tree: RegionTree
  #profiles: Promise<ReadonlyMap<string, ClusterProfile>> | undefined

  constructor(ports: ReadingPorts, catalogue: Catalogue, tree: RegionTree) {
    this.#ports = ports
    this.#catalogue = catalogue
    this.#tree = tree
  }

  /** What a rule watches, as it stands: of figures those that there are, of deadlines and profiles all clusters. */
  async of(rule: AlertRule): Promise<readonly Reading[]> {
    const figure = figureOf(rule)
    const readings = figure === undefined ? await this.#ofClusters(rule) : await this.#ofFigure(rule, figure)
    return readings.filter(
      ({ subject, place }) =>
        (rule.code === undefined || rule.code === subject.code) && this.#lies(place, rule.territory),
    )
  }

  /** Groups that are no regions lie nowhere: they are of the whole deployment. */
  #lies({ regionPaths }: AlertPlace, territory: string): boolean {
    if (regionPaths.length === 0) return territory === this.#tree.root
    return regionPaths.every((path) => path.includes(territory))
  }

  async #ofClusters({ condition }: AlertRule): Promise<readonly Reading[]> {
    const today = dateIn('UTC', this.#ports.clock())
    const profiles = [...(await this.#allProfiles()).values()]
    const missed =
      condition.kind === 'missed-deadline' ? await this.#oldestMissed(today, condition.of) : undefined
    return profiles.map((profile) => {
      const since = missed === undefined ? profile.touchedOn : missed.get(profile.cluster)
      return {
        subject: { universe: 'cluster', dimension: 'unit', code: profile.cluster },
        place: placeOf(profile),
        value: since === undefined ? -1 : daysBetween(since, today),
      }
    })
  }

  async #oldestMissed(
    today: CalendarDate,
    of: DeadlineKind | undefined,
  ): Promise<ReadonlyMap<string, CalendarDate>> {
    const sources = this.#ports.deadlines.filter(({ kind }) => of === undefined || kind === of)
    const lists = await Promise.all(sources.map((source) => source.missed(today)))
    const oldest = new Map<string, CalendarDate>()
    for (const { cluster, due } of lists.flat()) {
      const known = oldest.get(cluster)
      if (known === undefined || due < known) oldest.set(cluster, due)
    }
    return oldest
  }

  async #ofFigure(rule: AlertRule, figure: WatchedFigure): Promise<readonly Reading[]> {
    for (const period of await this.#periods(figure)) {
      const slice = { ...series(figure), period }
      const readings =
        figure.dimension === 'unit'
          ? await this.#ofUnits(rule, figure, slice)
          : await this.#ofGroups(rule, figure, slice)
      if (readings.length > 0) return readings
    }
    return []
  }

  /** The newest periods of the indicator's own frequency, the newest first. */
  async #periods({ universe, indicator, breakdown }: WatchedFigure): Promise<readonly Period[]> {
    const frequency = this.#catalogue.get(indicator)?.frequency
    const listed = await this.#ports.slices.list(universe, indicator, breakdown)
    return [...new Set(listed.map(({ period }) => period))]
      .filter((period) => frequencyOf(period) === frequency)
      .sort()
      .reverse()
      .slice(0, PERIODS_BACK)
  }

  async #ofGroups(
    { condition }: AlertRule,
    figure: WatchedFigure,
    slice: Slice,
  ): Promise<readonly Reading[]> {
    const cells = await this.#ports.slices.cells(slice, figure.dimension)
    const growths = condition.kind === 'change' ? await this.#growths(condition, figure, slice, cells) : null
    return cells.map(({ cell }) => {
      const { code, value, reporting, expected } = cell
      const coverage = expected === null || expected === 0 ? null : reporting / expected
      const plain = condition.kind === 'coverage-below' ? coverage : value === null ? null : Number(value)
      return {
        subject: { universe: figure.universe, dimension: figure.dimension, code },
        place: this.#placeOfGroup(figure, code),
        period: slice.period,
        value: growths === null ? plain : (growths.get(code) ?? null),
      }
    })
  }

  /** Growth over matched units, as it is published. */
  async #growths(
    condition: Extract<AlertRule['condition'], { kind: 'change' }>,
    figure: WatchedFigure,
    { period }: Slice,
    cells: readonly StoredCell[],
  ): Promise<ReadonlyMap<string, number>> {
    const { slices, registry } = this.#ports
    const changes = new KpiChanges({
      slices,
      reader: new SliceReader({ slices, catalogue: this.#catalogue }),
      register: async () =>
        registerOf(
          figure.universe === 'cluster' ? await registry.clusterFacts() : [],
          [],
          this.#tree.regions,
        ),
      catalogue: this.#catalogue,
      basis: 'public',
      series: series(figure),
    })
    const found = await changes.of({ period, against: earlier(condition, period) }, figure.dimension, cells)
    return new Map(
      cells.flatMap(({ cell: { code } }) => {
        const change = found.get(groupOf(figure.dimension, code))
        const growth = change?.matched?.growth ?? change?.plain?.growth ?? null
        return growth === null ? [] : [[code, growth] as const]
      }),
    )
  }

  async #ofUnits({ condition }: AlertRule, figure: WatchedFigure, slice: Slice): Promise<readonly Reading[]> {
    const before =
      condition.kind === 'change'
        ? await this.#values({ ...slice, period: earlier(condition, slice.period) })
        : undefined
    const profiles = figure.universe === 'cluster' ? await this.#allProfiles() : undefined
    const readings: Reading[] = []
    for (const [code, value] of await this.#values(slice)) {
      const profile = profiles?.get(code)
      if (profiles !== undefined && profile === undefined) continue
      const base = before?.get(code)
      readings.push({
        subject: { universe: figure.universe, dimension: 'unit', code },
        place: profile === undefined ? this.#placeOfRegion(code) : placeOf(profile),
        period: slice.period,
        value: before === undefined ? value : base === undefined || base <= 0 ? null : (value - base) / base,
      })
    }
    return readings
  }

  /** What units reported and somebody verified. */
  async #values(slice: Slice): Promise<ReadonlyMap<string, number>> {
    const { observations } = await this.#ports.slices.read(slice)
    return new Map(
      observations
        .filter(({ workflow }) => isPublic(workflow))
        .flatMap(({ subject, value }) => (value === null ? [] : [[subject, Number(value)] as const])),
    )
  }

  #placeOfGroup({ dimension }: WatchedFigure, code: string): AlertPlace {
    return dimension === 'region' ? this.#placeOfRegion(code) : { regionPaths: [] }
  }

  #placeOfRegion(code: string): AlertPlace {
    const path = this.#tree.regions.find((region) => region.code === code)?.path
    return { regionPaths: path === undefined ? [] : [[...path]] }
  }

  #allProfiles(): Promise<ReadonlyMap<string, ClusterProfile>> {
    this.#profiles ??= this.#ports
      .profiles()
      .then((profiles) => new Map(profiles.map((profile) => [profile.cluster, profile])))
    return this.#profiles
  }
}

const series = ({ universe, indicator, breakdown }: WatchedFigure) => ({ universe, indicator, breakdown })

const earlier = ({ against }: { readonly against: 'year-before' | 'previous' }, period: Period): Period =>
  against === 'previous' ? previousPeriod(period) : yearBefore(period)

const placeOf = ({ cluster, regionPaths, category }: ClusterProfile): AlertPlace => ({
  regionPaths: regionPaths.map((path) => [...path]),
  category,
  cluster,
})

const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
