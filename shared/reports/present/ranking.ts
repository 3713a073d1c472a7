import { barChart } from '../charts/bar-chart.ts'
import type { Ranking } from '../model.ts'
import { type Block, type Cell, column, numbers, type PresentedSection, text } from './blocks.ts'
import { NOTHING, numberCell, percentCell } from './format.ts'
import type { Reading } from './reading.ts'

/** Bars that a chart has at most, besides the report's subject: more fit no page. */
const MOST_BARS = 20

/** Places beside one another by each indicator: a chart, and all of them in a table. */
export const presentRanking = (reading: Reading, rankings: readonly Ranking[]): PresentedSection => {
  const { words } = reading
  const heading = words.sections.ranking
  return {
    heading,
    blocks: rankings.flatMap((ranking, index) => blocksOf(reading, ranking, `ranking-${index + 1}`)),
    sheet: {
      name: heading,
      table: {
        caption: heading,
        columns: [
          column(words.indicator),
          column(words.unit),
          column(words.period),
          numbers(words.rank),
          column(words.place),
          numbers(words.value),
          numbers(words.share),
        ],
        rows: rankings.flatMap((ranking) => {
          const { name, unit } = reading.indicator(ranking.indicator)
          return ranking.rows.map((row) => [
            text(reading.say(name)),
            text(reading.say(unit)),
            text(ranking.period),
            rankOf(reading, row),
            text(reading.say(row.name)),
            reading.value({ ...row, indicator: ranking.indicator }),
            shareOf(reading, row),
          ])
        }),
      },
    },
  }
}

type Row = Ranking['rows'][number]

const blocksOf = (reading: Reading, ranking: Ranking, id: string): readonly Block[] => {
  const { words, formats } = reading
  const title = words.rankingOf(reading.measured(ranking.indicator), formats.period(ranking.period))
  const description = descriptionOf(reading, ranking)
  const hasShares = ranking.rows.some(({ share }) => share !== null)
  const drawn = ranking.rows.filter(({ own }, index) => own || index < MOST_BARS)
  const svg = barChart({
    id,
    title,
    description,
    rows: drawn.map((row) => ({
      label: reading.say(row.name),
      value: row.value === null ? null : Number(row.value),
      text: reading.value({ ...row, indicator: ranking.indicator }).text,
      own: row.own,
    })),
    format: formats.axis,
  })
  return [
    { kind: 'heading', text: title },
    { kind: 'chart', svg, title, description },
    ...(drawn.length < ranking.rows.length
      ? [{ kind: 'paragraph' as const, text: words.shownOnly(MOST_BARS) }]
      : []),
    {
      kind: 'table',
      table: {
        caption: title,
        columns: [
          column(words.place),
          numbers(words.rank),
          numbers(words.value),
          ...(hasShares ? [numbers(words.share)] : []),
        ],
        rows: ranking.rows.map((row) => [
          text(row.own ? `▸ ${reading.say(row.name)}` : reading.say(row.name)),
          rankOf(reading, row),
          reading.value({ ...row, indicator: ranking.indicator }),
          ...(hasShares ? [shareOf(reading, row)] : []),
        ]),
      },
    },
  ]
}

const rankOf = ({ formats }: Reading, { rank }: Row): Cell =>
  rank === null ? NOTHING : numberCell(formats, rank, 0)

const shareOf = ({ formats }: Reading, { share }: Row): Cell =>
  share === null ? NOTHING : percentCell(formats, share)

const descriptionOf = (reading: Reading, { indicator, rows }: Ranking): string => {
  const { words, formats } = reading
  const valued = rows.filter(({ value }) => value !== null)
  const said = (row: Row | undefined) =>
    row === undefined
      ? words.noValues
      : `${reading.say(row.name)} (${reading.value({ ...row, indicator }).text})`
  return words.rankingSays(formats.plural(rows.length, words.places), said(valued[0]), said(valued.at(-1)))
}
