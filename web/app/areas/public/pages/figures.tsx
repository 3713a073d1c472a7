import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { indicators, kpis } from '../../../data.ts'
import { DIMENSIONS, type Dimension } from '../../../figures/group-lists.ts'
import { useGroupNames } from '../../../figures/group-names.ts'
import type { Line } from '../../../figures/line.ts'
import { LineChart } from '../../../figures/line-chart.tsx'
import { changeText, figureText } from '../../../figures/measure.ts'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { decimal, percent, period as periodText, whole } from '../../../format.ts'
import { say } from '../../../language.ts'
import type { MonitoringTypes } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t } from '../texts/index.ts'
import { Downloads } from '../ui/downloads.tsx'

const route = getRouteApi('/figures')

const UNIVERSES = ['cluster', 'region'] as const
const FIRST = 'clusters-registered'
/** More lines than this nobody tells apart. */
const MOST_LINES = 8

/** Any public indicator by any dimension over the periods. */
export const FiguresPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(indicators())
  const indicator = data.items.find(({ code }) => code === (search.indicator ?? FIRST)) ?? data.items[0]
  const universe = search.universe ?? 'cluster'
  const dimension = search.dimension ?? 'region'
  const set = (change: Partial<typeof search>) =>
    void navigate({
      search: (before) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <Heading title={t.figures.title} lead={t.figures.lead} />
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        <Choice
          name={figureTexts.indicator}
          value={indicator?.code ?? FIRST}
          options={data.items.map(({ code, name }) => [code, say(name)])}
          onChange={(code) => set({ indicator: code, show: [] })}
        />
        <Choice
          name={t.figures.universe}
          value={universe}
          options={UNIVERSES.map((one) => [one, t.figures.universes[one]])}
          onChange={(one) => set({ universe: one, show: [] })}
        />
        <Choice
          name={t.figures.dimension}
          value={dimension}
          options={DIMENSIONS.map((one) => [one, t.figures.dimensions[one]])}
          onChange={(one) => set({ dimension: one, show: [] })}
        />
      </form>
      {indicator && <Answer indicator={indicator} universe={universe} dimension={dimension} />}
    </>
  )
}

const Answer = ({
  indicator,
  universe,
  dimension,
}: {
  readonly indicator: MonitoringTypes['indicator']
  readonly universe: (typeof UNIVERSES)[number]
  readonly dimension: Dimension
}) => {
  const { release } = route.useSearch()
  const found = useQuery(
    kpis({
      indicator: indicator.code,
      universe,
      dimension,
      ...(release !== undefined && { release }),
    }),
  )
  return (
    <>
      {release !== undefined && (
        <p className="notice">
          {t.releases.asReleased(whole(release))}{' '}
          <Link to="/figures" search={({ release: _, ...others }) => others}>
            {t.releases.newest}
          </Link>
        </p>
      )}
      <p className="lead">
        {say(indicator.definition)} {figureTexts.unit}: {say(indicator.unit)}.
      </p>
      {found.error && indicator.confidentiality === 'aggregate-only' ? (
        <p className="notice">{t.figures.noneAggregate}</p>
      ) : (
        found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />
      )}
      {found.isPending && <Waiting lines={12} />}
      {found.data?.rows.length === 0 && <p className="notice">{t.figures.none}</p>}
      {found.data && found.data.rows.length > 0 && (
        <Shown indicator={indicator} answer={found.data} dimension={dimension} />
      )}
    </>
  )
}

const Shown = ({
  indicator,
  answer,
  dimension,
}: {
  readonly indicator: MonitoringTypes['indicator']
  readonly answer: MonitoringTypes['answer']
  readonly dimension: Dimension
}) => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const nameOf = useGroupNames(dimension)
  const picture = useRef<HTMLDivElement>(null)
  const periods = [...new Set(answer.rows.map((row) => row.period))].sort()
  const period = periods.find((one) => one === search.period) ?? periods.at(-1) ?? ''
  const rows = answer.rows.filter((row) => row.period === period)
  const largest = rows
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Number(b.value) - Number(a.value))
    .slice(0, MOST_LINES)
    .map(({ code }) => code)
  const shown = search.show && search.show.length > 0 ? search.show : largest
  const lines: readonly Line[] = shown.map((code) => ({
    name: nameOf(code),
    rows: answer.rows.filter((row) => row.code === code),
  }))
  const toggle = (code: string) => {
    const next = shown.includes(code) ? shown.filter((one) => one !== code) : [...shown, code]
    void navigate({
      search: (before) => ({ ...before, show: next.slice(-MOST_LINES) }),
      replace: true,
      resetScroll: false,
    })
  }
  const overlap = answer.totals.find((total) => total.period === period)?.overlap
  return (
    <>
      <section aria-labelledby="chart">
        <h2 id="chart">{t.figures.chart}</h2>
        <p>
          {!search.show?.length && rows.length > MOST_LINES
            ? t.figures.mostLines(whole(MOST_LINES))
            : t.figures.showing(lines.length)}
        </p>
        <div ref={picture}>
          <LineChart
            title={say(indicator.name)}
            indicator={indicator}
            lines={lines}
            withTable={rows.length > 0}
          />
        </div>
      </section>
      <section aria-labelledby="table">
        <h2 id="table">{t.figures.table}</h2>
        <Choice
          name={figureTexts.period}
          value={period}
          options={periods.toReversed().map((one) => [one, periodText(one)])}
          onChange={(one) =>
            void navigate({
              search: (before) => ({ ...before, period: one }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        {overlap != null && Number(overlap) > 0 && (
          <p>{t.figures.overlap(decimal(overlap, indicator.decimals))}</p>
        )}
        <Table
          caption={`${say(indicator.name)}, ${periodText(period)}`}
          rows={rows}
          rowKey={({ code }) => code}
          columns={[
            { key: 'group', name: t.figures.group, cell: ({ code }) => nameOf(code) },
            {
              key: 'value',
              name: `${figureTexts.value}, ${say(indicator.unit)}`,
              numeric: true,
              cell: (row) => figureText(row, indicator),
            },
            {
              key: 'change',
              name: figureTexts.change,
              numeric: true,
              cell: (row) => changeText(row, indicator),
            },
            {
              key: 'coverage',
              name: figureTexts.coverage,
              numeric: true,
              cell: ({ coverage }) => (coverage === null ? '–' : percent(coverage)),
            },
            {
              key: 'shown',
              name: t.figures.inChart,
              cell: ({ code }) => (
                <input
                  type="checkbox"
                  aria-label={t.figures.show(nameOf(code))}
                  checked={shown.includes(code)}
                  onChange={() => toggle(code)}
                />
              ),
            },
          ]}
        />
      </section>
      <Downloads
        indicator={indicator}
        answer={answer}
        dimension={dimension}
        nameOf={nameOf}
        drawn={() => picture.current?.querySelector('svg') ?? undefined}
      />
    </>
  )
}
