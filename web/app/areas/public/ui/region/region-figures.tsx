import type { Line } from '../../../../figures/line.ts'
import { LineChart } from '../../../../figures/line-chart.tsx'
import { changeText, figureText } from '../../../../figures/measure.ts'
import { newestColumns } from '../../../../figures/newest-columns.tsx'
import { t as figureTexts } from '../../../../figures/texts/index.ts'
import { type UnitFigures, useUnitFigures } from '../../../../figures/unit-figures.ts'
import { percent, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { type Column, Table } from '../../../../ui/table.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { t } from '../../texts/index.ts'
import { indexed } from './indexed.ts'

interface Beside extends UnitFigures {
  readonly whole: UnitFigures | undefined
}

/** The newest public figures of a region beside those of the whole country, and how both have developed; of the country
 *  its own alone. */
export const RegionFigures = ({
  code,
  name,
  root,
  rootName,
}: {
  readonly code: string
  readonly name: string
  readonly root: string
  readonly rootName: string
}) => {
  const own = useUnitFigures('region', code)
  const country = useUnitFigures('region', root)
  const rows = own?.map((one) => ({
    ...one,
    whole:
      code === root ? undefined : country?.find(({ indicator }) => indicator.code === one.indicator.code),
  }))
  const course = rows?.find(({ rows: figures }) => figures.length > 1)
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{figureTexts.title}</h2>
      {(rows === undefined || country === undefined) && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{t.place.noFigures}</p>}
      {rows && country && rows.length > 0 && (
        <>
          <Newest rows={rows} rootName={rootName} />
          {course && <Course figures={course} name={name} rootName={rootName} />}
        </>
      )}
    </section>
  )
}

const Newest = ({ rows, rootName }: { readonly rows: readonly Beside[]; readonly rootName: string }) => (
  <Table
    caption={figureTexts.newest}
    rows={rows}
    rowKey={({ indicator }) => indicator.code}
    columns={[...newestColumns<Beside>('region'), ...besideOf(rows, rootName)]}
  />
)

/** What the table says of the country, where it is another than the region. */
const besideOf = (rows: readonly Beside[], rootName: string): readonly Column<Beside>[] =>
  rows.every(({ whole }) => whole === undefined)
    ? []
    : [
        {
          key: 'whole',
          name: rootName,
          numeric: true,
          cell: (row) => figureText(sameOf(row), row.indicator),
        },
        {
          key: 'wholeChange',
          name: t.place.changeOf(rootName),
          numeric: true,
          cell: (row) => changeText(sameOf(row), row.indicator),
        },
        { key: 'share', name: t.place.shareOf(rootName), numeric: true, cell: shareText },
      ]

/** The country's figure of the same period. */
const sameOf = ({ newest, whole }: Beside) => whole?.rows.find(({ period }) => period === newest.period)

const shareText = (row: Beside): string => {
  const whole = Number(sameOf(row)?.value ?? 0)
  return row.indicator.aggregation.rule === 'sum' && whole > 0
    ? percent(Number(row.newest.value) / whole)
    : '–'
}

/** Both as an index, since a region is a fraction of the country. */
const Course = ({
  figures: { indicator, rows, whole },
  name,
  rootName,
}: {
  readonly figures: Beside
  readonly name: string
  readonly rootName: string
}) => {
  const from = rows.find(({ period }) => whole?.rows.some((row) => row.period === period))?.period
  if (from === undefined || whole === undefined)
    return <LineChart title={say(indicator.name)} indicator={indicator} lines={[{ name, rows }]} />
  const lines: readonly Line[] = [
    { name, rows: indexed(rows, from) },
    { name: rootName, rows: indexed(whole.rows, from) },
  ]
  const title = t.place.index(say(indicator.name), periodText(from))
  return (
    <>
      <h3>{title}</h3>
      <LineChart title={title} indicator={{ ...indicator, decimals: 1 }} lines={lines} />
    </>
  )
}
