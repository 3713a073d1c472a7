import { ReferenceMetadata } from '#monitoring/model'
import { stackedChart } from '../charts/stacked-chart.ts'
import type { Quality } from '../model.ts'
import { type Block, type Cell, column, numbers, type PresentedSection, text } from './blocks.ts'
import { NOTHING, numberCell, percentCell } from './format.ts'
import type { Reading } from './reading.ts'

/** How complete the figures are, then what statisticians say of each indicator. */
export const presentQuality = (reading: Reading, quality: readonly Quality[]): PresentedSection => {
  const { words } = reading
  const heading = words.sections.quality
  const columns = [
    numbers(words.reporting),
    numbers(words.expected),
    numbers(words.coverage),
    numbers(words.estimated),
  ]
  const figures = (one: Quality): readonly Cell[] => [
    countOf(reading, one.reporting),
    countOf(reading, one.expected),
    coverageOf(reading, one),
    one.estimatedShare === null ? NOTHING : percentCell(reading.formats, one.estimatedShare),
  ]
  return {
    heading,
    blocks: [
      ...chartOf(reading, quality),
      {
        kind: 'table',
        table: {
          caption: words.coverage,
          columns: [column(words.indicator), ...columns],
          rows: quality.map((one) => [text(nameOf(reading, one)), ...figures(one)]),
        },
      },
      ...quality.flatMap((one) => metadataOf(reading, one)),
    ],
    sheet: {
      name: heading,
      table: {
        caption: heading,
        columns: [
          column(words.indicator),
          column(words.period),
          ...columns,
          ...CONCEPTS.map((concept) => column(words.concepts[concept])),
        ],
        rows: quality.map((one) => [
          text(nameOf(reading, one)),
          text(one.period),
          ...figures(one),
          ...CONCEPTS.map((concept) => {
            const said = one.metadata[concept]
            return said === undefined ? text('') : text(reading.say(said))
          }),
        ]),
      },
    },
  }
}

/** The concepts in the order of the ESMS. */
const CONCEPTS = ReferenceMetadata.keyof().options

const nameOf = ({ say, indicator }: Reading, { indicator: code }: Quality): string =>
  say(indicator(code).name)

const countOf = ({ formats }: Reading, count: number | null): Cell =>
  count === null ? NOTHING : numberCell(formats, count, 0)

const coverageOf = ({ formats, words }: Reading, { coverage, expected, reporting }: Quality): Cell => {
  if (coverage !== null) return percentCell(formats, coverage)
  return expected === null && reporting !== null ? text(words.complete) : NOTHING
}

const chartOf = (reading: Reading, quality: readonly Quality[]): readonly Block[] => {
  const { words, formats } = reading
  const measured = quality.filter(({ coverage }) => coverage !== null)
  if (measured.length === 0) return []
  const title = words.coverage
  const description = words.coverageSays(formats.plural(measured.length, words.indicators))
  const svg = stackedChart({
    id: 'coverage',
    title,
    description,
    rows: measured.map((one) => ({
      label: nameOf(reading, one),
      share: one.coverage,
      text: coverageOf(reading, one).text,
    })),
    names: { part: words.reported, rest: words.outstanding },
  })
  return [{ kind: 'chart', svg, title, description }]
}

const metadataOf = (reading: Reading, one: Quality): readonly Block[] => {
  const rows = CONCEPTS.flatMap((concept) => {
    const said = one.metadata[concept]
    return said === undefined ? [] : [[reading.words.concepts[concept], reading.say(said)] as const]
  })
  return rows.length === 0
    ? []
    : [
        { kind: 'heading', text: nameOf(reading, one) },
        { kind: 'terms', rows },
      ]
}
