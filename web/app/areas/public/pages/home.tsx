import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { indicators } from '../../../data.ts'
import { changeText, figureText, growthOf, valueText } from '../../../figures/measure.ts'
import { isOpenOfRegions } from '../../../figures/openness.ts'
import { limitsOf, SHADES, shadeOf } from '../../../figures/shades.ts'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { collator, percent, period as periodText, signedPercent, whole } from '../../../format.ts'
import { say } from '../../../language.ts'
import { t as common } from '../../../texts/index.ts'
import type { MonitoringTypes } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { clusterCounts, FIRST_INDICATOR, regionFigures, regionShapes } from '../data.ts'
import { t } from '../texts/index.ts'
import { type MappedRegion, RegionMap } from '../ui/region-map.tsx'

const route = getRouteApi('/')

type Indicator = MonitoringTypes['indicator']
type Row = MonitoringTypes['row']
type SortKey = 'name' | 'value' | 'change' | 'clusters'

interface Line {
  readonly code: string
  readonly name: string
  readonly row: Row | undefined
  readonly clusters: number
}

export const HomePage = () => (
  <>
    <Heading title={t.home.title} lead={t.home.lead} />
    <Regions />
    <Ways />
  </>
)

const Regions = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(indicators())
  const choices = data.items.filter(isOpenOfRegions)
  const indicator = choices.find(({ code }) => code === (search.indicator ?? FIRST_INDICATOR)) ?? choices[0]
  const { nameOf } = useCodes('regions')
  const figures = useQuery({
    ...regionFigures(indicator?.code ?? FIRST_INDICATOR),
    enabled: indicator !== undefined,
  })
  const counts = useQuery(clusterCounts())
  if (indicator === undefined) return <p className="notice">{t.home.none}</p>
  if (figures.error) return <TroubleHere error={figures.error} again={() => void figures.refetch()} />
  if (counts.error) return <TroubleHere error={counts.error} again={() => void counts.refetch()} />
  // Clusters that are not counted yet are not none.
  if (!figures.data || !counts.data) return <Waiting lines={16} />
  const years = [...new Set(figures.data.rows.map(({ period }) => period))].sort().reverse()
  const year = years.find((one) => one === search.year) ?? years[0]
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
  const lines = linesOf(figures.data.rows, year, counts.data.rows, nameOf)
  return (
    <section aria-labelledby="regions-title">
      <h2 id="regions-title">{t.home.map}</h2>
      <p>{t.home.mapLead}</p>
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        <Choice
          name={figureTexts.indicator}
          value={indicator.code}
          options={choices.map(({ code, name }) => [code, say(name)])}
          onChange={(code) => set({ indicator: code })}
        />
        <Choice
          name={t.home.year}
          value={year ?? ''}
          options={years.map((one) => [one, periodText(one)])}
          onChange={(chosen) => set({ year: chosen })}
        />
        <Choice
          name={t.home.shade}
          value={search.shade ?? 'value'}
          options={[
            ['value', t.home.shades.value],
            ['change', t.home.shades.change],
          ]}
          onChange={(shade) => set({ shade })}
        />
      </form>
      {year === undefined ? (
        <p className="notice">{t.home.none}</p>
      ) : (
        <div className="beside narrow-first">
          <Shaded indicator={indicator} year={year} lines={lines} by={search.shade ?? 'value'} />
          <RegionTable indicator={indicator} lines={lines} />
        </div>
      )}
    </section>
  )
}

const linesOf = (
  rows: readonly Row[],
  year: string | undefined,
  counts: readonly Row[],
  nameOf: (code: string) => string,
): readonly Line[] => {
  const latest = counts.reduce((last, { period }) => (period > last ? period : last), '')
  const clusters = new Map(
    counts.filter(({ period }) => period === latest).map(({ code, value }) => [code, Number(value ?? 0)]),
  )
  return rows
    .filter(({ period }) => period === year)
    .map((row) => ({ code: row.code, name: nameOf(row.code), row, clusters: clusters.get(row.code) ?? 0 }))
}

const Shaded = ({
  indicator,
  year,
  lines,
  by,
}: {
  readonly indicator: Indicator
  readonly year: string
  readonly lines: readonly Line[]
  readonly by: 'value' | 'change'
}) => {
  const shapes = useQuery(regionShapes())
  const figureOf = ({ row }: Line): number | null =>
    by === 'change' ? growthOf(row) : row === undefined || row.value === null ? null : Number(row.value)
  const known = lines.flatMap((line) => {
    const figure = figureOf(line)
    return figure === null ? [] : [{ line, figure }]
  })
  const limits = limitsOf(
    known.map(({ figure }) => figure),
    by === 'change',
  )
  const regions = new Map<string, MappedRegion>(
    lines.map((line) => {
      const figure = figureOf(line)
      return [
        line.code,
        {
          name: line.name,
          text: `${figureText(line.row, indicator)}; ${changeText(line.row, indicator)}; ${t.home.clustersHere(line.clusters)}`,
          shade: figure === null ? undefined : shadeOf(figure, limits),
          clusters: line.clusters,
        },
      ]
    }),
  )
  const inOrder = [...known].sort((a, b) => a.figure - b.figure)
  const summary = t.home.summary(
    say(indicator.name),
    periodText(year),
    inOrder.at(-1)?.line.name ?? '–',
    inOrder[0]?.line.name ?? '–',
  )
  if (shapes.error) return <TroubleHere error={shapes.error} again={() => void shapes.refetch()} />
  const text = (limit: number) =>
    by === 'change' ? signedPercent(limit) : valueText(String(limit), { ...indicator, decimals: 0 })
  return (
    <figure className="mapped">
      {shapes.data ? (
        <RegionMap
          shapes={shapes.data}
          regions={regions}
          title={`${say(indicator.name)}, ${periodText(year)}`}
          description={summary}
          diverging={by === 'change'}
        />
      ) : (
        <div className="map" aria-hidden="true" />
      )}
      <figcaption>
        <p>{summary}</p>
        <ol className={by === 'change' ? 'legend diverging' : 'legend'} aria-label={t.home.legend}>
          {Array.from({ length: limits.length === 0 ? 0 : SHADES }, (_, shade) => {
            const [first, last] = [limits[0] ?? 0, limits.at(-1) ?? 0]
            const from = limits[shade - 1] ?? Math.min(first, inOrder[0]?.figure ?? first)
            const to = limits[shade] ?? Math.max(last, inOrder.at(-1)?.figure ?? last)
            return (
              <li key={shade}>
                <span data-shade={shade} aria-hidden="true" />
                {t.home.legendFrom(text(from), text(to))}
              </li>
            )
          })}
        </ol>
      </figcaption>
    </figure>
  )
}

const RegionTable = ({
  indicator,
  lines,
}: {
  readonly indicator: Indicator
  readonly lines: readonly Line[]
}) => {
  const { sort = 'name', order = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const columns: readonly Column<Line, SortKey | 'coverage'>[] = [
    {
      key: 'name',
      name: t.home.region,
      cell: ({ code, name }) => (
        <Link to="/regions/$code" params={{ code }}>
          {name}
        </Link>
      ),
    },
    {
      key: 'value',
      name: `${figureTexts.value}, ${say(indicator.unit)}`,
      numeric: true,
      cell: ({ row }) => figureText(row, indicator),
    },
    { key: 'change', name: figureTexts.change, numeric: true, cell: ({ row }) => changeText(row, indicator) },
    {
      key: 'clusters',
      name: t.home.clusters,
      numeric: true,
      cell: ({ code, clusters }) => (
        <Link to="/clusters" search={{ region: code }} aria-label={t.home.clustersHere(clusters)}>
          {whole(clusters)}
        </Link>
      ),
    },
    {
      key: 'coverage',
      name: figureTexts.coverage,
      numeric: true,
      cell: ({ row }) => (row?.coverage == null ? '–' : percent(row.coverage)),
    },
  ]
  const onSort = (key: SortKey | 'coverage') => {
    if (key === 'coverage') return
    // Names begin with the first letter; of figures the lowest are what is looked for first.
    const next = sort === key && order === 'asc' ? 'desc' : 'asc'
    void navigate({
      search: (before) => ({ ...before, sort: key, order: next }),
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <Table
      caption={t.home.table}
      columns={columns}
      rows={sorted(lines, sort, order)}
      rowKey={({ code }) => code}
      sorting={{ key: sort, order, by: ['name', 'value', 'change', 'clusters'], onSort }}
    />
  )
}

/** Lines in order; those without figure last, whatever the order. */
const sorted = (lines: readonly Line[], key: SortKey, order: 'asc' | 'desc'): readonly Line[] => {
  const sign = order === 'asc' ? 1 : -1
  const figure = ({ row, clusters }: Line): number | null => {
    if (key === 'clusters') return clusters
    if (key === 'change') return growthOf(row)
    return row === undefined || row.value === null ? null : Number(row.value)
  }
  return [...lines].sort((a, b) => {
    if (key === 'name') return sign * collator.compare(a.name, b.name)
    const [one, other] = [figure(a), figure(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return sign * (one - other) || collator.compare(a.name, b.name)
  })
}

const Ways = () => (
  <section aria-labelledby="ways-title">
    <h2 id="ways-title">{t.home.ways}</h2>
    <ul className="cards">
      <li>
        <h3>
          <Link to="/clusters">{common.nav.register}</Link>
        </h3>
        <p>{t.home.toRegister}</p>
      </li>
      <li>
        <h3>
          <Link to="/figures">{common.nav.figures}</Link>
        </h3>
        <p>{t.home.toFigures}</p>
      </li>
      <li>
        <h3>
          <Link to="/compare">{common.nav.compare}</Link>
        </h3>
        <p>{t.home.toCompare}</p>
      </li>
      <li>
        <h3>
          <Link to="/documents">{common.nav.documents}</Link>
        </h3>
        <p>{t.home.toDocuments}</p>
      </li>
      <li>
        <h3>
          <Link to="/verify">{common.nav.verify}</Link>
        </h3>
        <p>{t.home.toVerify}</p>
      </li>
    </ul>
  </section>
)
