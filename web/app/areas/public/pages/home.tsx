import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { indicators } from '../../../data.ts'
import { isOpenOfRegions } from '../../../figures/openness.ts'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { period as periodText } from '../../../format.ts'
import { say } from '../../../language.ts'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { clusterCounts, FIRST_INDICATOR, regionFigures } from '../data.ts'
import { t } from '../texts/index.ts'
import { linesOf } from '../ui/home/lines.ts'
import { RegionTable } from '../ui/home/region-table.tsx'
import { ShadedRegions } from '../ui/home/shaded-regions.tsx'

const route = getRouteApi('/')

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
          <ShadedRegions indicator={indicator} year={year} lines={lines} by={search.shade ?? 'value'} />
          <RegionTable indicator={indicator} lines={lines} />
        </div>
      )}
    </section>
  )
}

const WAYS = [
  ['/clusters', 'register', 'toRegister'],
  ['/figures', 'figures', 'toFigures'],
  ['/compare', 'compare', 'toCompare'],
  ['/documents', 'documents', 'toDocuments'],
  ['/verify', 'verify', 'toVerify'],
] as const

const Ways = () => (
  <section aria-labelledby="ways-title">
    <h2 id="ways-title">{t.home.ways}</h2>
    <ul className="cards">
      {WAYS.map(([to, name, text]) => (
        <li key={to}>
          <h3>
            <Link to={to}>{common.nav[name]}</Link>
          </h3>
          <p>{t.home[text]}</p>
        </li>
      ))}
    </ul>
  </section>
)
