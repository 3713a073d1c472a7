import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { indicators, kpis } from '../data.ts'
import { percent, period as periodText } from '../format.ts'
import { say } from '../language.ts'
import { Waiting } from '../ui/waiting.tsx'
import { changeText, figureText } from './measure.ts'
import { t } from './texts/index.ts'

/** What counts the register itself: public at any number. */
const SHOWN = ['clusters-registered', 'members', 'memberships'] as const

/** The key figures of the clusters of one region or field. */
export const GroupFigures = ({
  dimension,
  code,
}: {
  readonly dimension: 'region' | 'category'
  readonly code: string
}) => {
  const { data } = useQuery(indicators())
  const answers = useQueries({
    queries: SHOWN.map((indicator) => kpis({ indicator, dimension, code })),
  })
  if (data === undefined || answers.some(({ isPending }) => isPending)) return <Waiting lines={3} />
  return (
    <section aria-labelledby="key-figures">
      <h2 id="key-figures">{t.keyFigures}</h2>
      <ul className="cards">
        {SHOWN.map((indicatorCode, index) => {
          const indicator = data.items.find((one) => one.code === indicatorCode)
          const row = answers[index]?.data?.rows.at(-1)
          if (indicator === undefined || row === undefined) return null
          return (
            <li key={indicatorCode}>
              <h3>
                <Link to="/figures" search={{ indicator: indicatorCode, universe: 'cluster', dimension }}>
                  {say(indicator.name)}
                </Link>
              </h3>
              <p className="big">{figureText(row, indicator)}</p>
              <p>
                {periodText(row.period)}, {t.change.toLocaleLowerCase()} {changeText(row, indicator)}
                {row.coverage !== null && `, ${t.coverage.toLocaleLowerCase()} ${percent(row.coverage)}`}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
