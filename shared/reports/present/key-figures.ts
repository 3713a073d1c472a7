import type { KeyFigure } from '../model.ts'
import { type Cell, column, numbers, type PresentedSection, text } from './blocks.ts'
import { growthCell, NOTHING, numberCell, percentCell } from './format.ts'
import { type Reading, signOf } from './reading.ts'

/** The figures of the report's subject with change and target. */
export const presentKeyFigures = (reading: Reading, figures: readonly KeyFigure[]): PresentedSection => {
  const { words } = reading
  const heading = words.sections['key-figures']
  return {
    heading,
    blocks: [
      {
        kind: 'table',
        table: {
          caption: heading,
          columns: [
            column(words.indicator),
            numbers(words.value),
            numbers(words.difference),
            numbers(words.growth),
            numbers(words.matched),
            numbers(words.target),
            numbers(words.attainment),
            column(words.onTrack),
          ],
          rows: figures.map((figure) => [
            text(nameOf(reading, figure)),
            reading.value(figure),
            ...changeOf(reading, figure),
            targetOf(reading, figure),
            attainmentOf(reading, figure),
            onTrack(reading, figure),
          ]),
        },
      },
    ],
    sheet: { name: heading, table: sheetOf(reading, figures) },
  }
}

const sheetOf = (reading: Reading, figures: readonly KeyFigure[]) => {
  const { words } = reading
  return {
    caption: words.sections['key-figures'],
    columns: [
      column(words.indicator),
      column(words.unit),
      column(words.period),
      numbers(words.value),
      column(words.sign),
      column(words.comparedWith),
      numbers(words.difference),
      numbers(words.growth),
      numbers(words.matched),
      numbers(words.target),
      column(words.targetPeriod),
      numbers(words.attainment),
      column(words.onTrack),
    ],
    rows: figures.map((figure) => {
      const { name, unit } = reading.indicator(figure.indicator)
      return [
        text(reading.say(name)),
        text(reading.say(unit)),
        text(figure.period),
        reading.value(figure),
        text(signOf(figure.obsStatus)),
        text(figure.change?.against ?? ''),
        ...changeOf(reading, figure),
        targetOf(reading, figure),
        text(figure.attainment?.period ?? ''),
        attainmentOf(reading, figure),
        onTrack(reading, figure),
      ]
    }),
  }
}

/** The indicator, and its period where that is not the report's. */
const nameOf = ({ measured, formats, document }: Reading, { indicator, period }: KeyFigure): string =>
  period === document.period ? measured(indicator) : `${measured(indicator)} (${formats.period(period)})`

/** Over the units with both values; else of the figures themselves. */
const comparisonOf = ({ change }: KeyFigure) => change?.matched ?? change?.plain ?? undefined

/** Difference, growth and how many units have both values. */
const changeOf = ({ formats, indicator }: Reading, figure: KeyFigure): readonly Cell[] => {
  const compared = comparisonOf(figure)
  if (compared === undefined) return [NOTHING, NOTHING, NOTHING]
  const { decimals } = indicator(figure.indicator)
  const difference = compared.difference === null ? null : Number(compared.difference)
  const matched = figure.change?.matched ?? null
  return [
    difference === null
      ? NOTHING
      : numberCell(formats, difference, decimals, formats.difference(difference, decimals)),
    compared.growth === null ? NOTHING : growthCell(formats, compared.growth),
    matched === null ? NOTHING : numberCell(formats, matched.units, 0),
  ]
}

/** The target, with its period where that is another one. */
const targetOf = (
  { formats, indicator }: Reading,
  { attainment, period, indicator: code }: KeyFigure,
): Cell => {
  if (attainment === null) return NOTHING
  const { decimals } = indicator(code)
  const value = Number(attainment.target)
  const written = formats.number(value, decimals)
  return numberCell(
    formats,
    value,
    decimals,
    attainment.period === period ? written : `${written} (${formats.shortPeriod(attainment.period)})`,
  )
}

const attainmentOf = ({ formats }: Reading, { attainment }: KeyFigure): Cell =>
  attainment === null || attainment.attainment === null
    ? NOTHING
    : percentCell(formats, attainment.attainment)

const onTrack = ({ words }: Reading, { attainment }: KeyFigure): Cell => {
  const answer = attainment?.onTrack ?? attainment?.met
  return answer === undefined || answer === null ? NOTHING : text(answer ? words.yes : words.no)
}
