import { useInfiniteQuery, useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { cluster as clusterOf, clusters, indicators, kpis } from '../../../data.ts'
import type { Line } from '../../../figures/line.ts'
import { LineChart } from '../../../figures/line-chart.tsx'
import { changeText, figureText } from '../../../figures/measure.ts'
import { isOpenOfUnits } from '../../../figures/openness.ts'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { period as periodText } from '../../../format.ts'
import { say } from '../../../language.ts'
import type { MonitoringTypes } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t } from '../texts/index.ts'

const route = getRouteApi('/compare')

const MOST = 5

type What = 'regions' | 'clusters'

/** Up to five regions or clusters side by side; which ones stands in the address. */
export const ComparePage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const what: What = search.what ?? 'regions'
  const of = (search.of ?? []).slice(0, MOST)
  const set = (next: { readonly what: What; readonly of: readonly string[] }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false })
  return (
    <>
      <Heading title={t.compare.title} lead={t.compare.lead} />
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        <Choice
          name={t.compare.what}
          value={what}
          options={[
            ['regions', t.compare.whats.regions],
            ['clusters', t.compare.whats.clusters],
          ]}
          onChange={(next) => set({ what: next, of: [] })}
        />
        {what === 'regions' ? (
          <AddRegion of={of} add={(code) => set({ what, of: [...of, code] })} />
        ) : (
          <AddCluster of={of} add={(id) => set({ what, of: [...of, id] })} />
        )}
      </form>
      {of.length === MOST && <p>{t.compare.full}</p>}
      {of.length === 0 ? (
        <p className="notice">{t.compare.none}</p>
      ) : what === 'regions' ? (
        <Regions of={of} remove={(code) => set({ what, of: of.filter((one) => one !== code) })} />
      ) : (
        <Clusters of={of} remove={(id) => set({ what, of: of.filter((one) => one !== id) })} />
      )}
    </>
  )
}

interface Adding {
  readonly of: readonly string[]
  readonly add: (code: string) => void
}

const AddRegion = ({ of, add }: Adding) => {
  const { options } = useCodes('regions')
  return <Add of={of} add={add} options={options} />
}

const AddCluster = ({ of, add }: Adding) => {
  const found = useInfiniteQuery(clusters({ limit: 200 }))
  const options = (found.data?.pages ?? []).flatMap(({ items }) =>
    items.map(({ id, names }) => [id, say(names)] as const),
  )
  return <Add of={of} add={add} options={options} />
}

const Add = ({ of, add, options }: Adding & { readonly options: readonly (readonly [string, string])[] }) => (
  <Choice
    name={t.compare.add}
    value=""
    options={[['', t.compare.choose], ...options.filter(([code]) => !of.includes(code))]}
    onChange={(code) => {
      if (code !== '' && of.length < MOST) add(code)
    }}
  />
)

interface Comparing {
  readonly of: readonly string[]
  readonly remove: (code: string) => void
}

const Regions = ({ of, remove }: Comparing) => {
  const { nameOf } = useCodes('regions')
  return <SideBySide universe="region" of={of} nameOf={nameOf} remove={remove} />
}

const Clusters = ({ of, remove }: Comparing) => {
  const found = useQueries({ queries: of.map((id) => clusterOf(id)) })
  const names = new Map(found.map(({ data }, index) => [of[index], data && say(data.names)]))
  return <SideBySide universe="cluster" of={of} nameOf={(id) => names.get(id) ?? id} remove={remove} />
}

const SideBySide = ({
  universe,
  of,
  nameOf,
  remove,
}: Comparing & {
  readonly universe: 'cluster' | 'region'
  readonly nameOf: (code: string) => string
}) => {
  const { data } = useSuspenseQuery(indicators())
  const asked = data.items.filter(isOpenOfUnits)
  const answers = useQueries({
    queries: asked.map(({ code }) => ({
      ...kpis({ indicator: code, universe, dimension: 'unit', code: of.join(',') }),
      retry: false,
    })),
  })
  if (answers.some(({ isPending }) => isPending)) return <Waiting lines={8} />
  const lines = asked.flatMap((indicator, index) => {
    const rows = (answers[index]?.data?.rows ?? []).filter(({ value }) => value !== null)
    return rows.length === 0 ? [] : [{ indicator, rows }]
  })
  const newestOf = (rows: readonly MonitoringTypes['row'][], code: string) =>
    rows.filter((row) => row.code === code).at(-1)
  const [first] = lines
  const drawn: readonly Line[] = first
    ? of.map((code) => ({ name: nameOf(code), rows: first.rows.filter((row) => row.code === code) }))
    : []
  return (
    <>
      <ul className="chosen">
        {of.map((code) => (
          <li key={code}>
            {nameOf(code)}
            <button type="button" onClick={() => remove(code)} aria-label={t.compare.remove(nameOf(code))}>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <Table
        caption={figureTexts.newest}
        rows={lines}
        rowKey={({ indicator }) => indicator.code}
        columns={[
          {
            key: 'figure',
            name: t.compare.figure,
            cell: ({ indicator }) => `${say(indicator.name)}, ${say(indicator.unit)}`,
          },
          ...of.map((code) => ({
            key: code,
            name: nameOf(code),
            numeric: true,
            cell: ({ indicator, rows }: (typeof lines)[number]) => {
              const newest = newestOf(rows, code)
              if (newest === undefined) return figureTexts.missingValue
              return `${figureText(newest, indicator)} (${periodText(newest.period)}, ${changeText(newest, indicator)})`
            },
          })),
        ]}
      />
      {first && <LineChart title={say(first.indicator.name)} indicator={first.indicator} lines={drawn} />}
    </>
  )
}
