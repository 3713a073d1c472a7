import { column, type PresentedSection, text } from './blocks.ts'
import { numberCell } from './format.ts'
import type { Reading } from './reading.ts'

const SIGNS = ['B', 'E', 'I', 'P', 'U', 'V'] as const

/** How the figures are made. */
export const presentMethod = ({ document, words, formats, say }: Reading): PresentedSection => {
  const heading = words.sections.method
  return {
    heading,
    blocks: [
      ...words.method.map((paragraph) => ({ kind: 'paragraph' as const, text: paragraph })),
      { kind: 'heading', text: words.signsSay },
      { kind: 'terms', rows: SIGNS.map((sign) => [sign, words.signs[sign]] as const) },
      ...document.indicators.flatMap((indicator) => [
        { kind: 'heading' as const, text: `${say(indicator.name)}, ${say(indicator.unit)}` },
        {
          kind: 'terms' as const,
          rows: [
            [words.definition, say(indicator.definition)] as const,
            [words.rule, words.rules[indicator.aggregation.rule]] as const,
            [words.overTime, words.overTimes[indicator.overTime]] as const,
            [words.confidentiality, words.confidentialities[indicator.confidentiality]] as const,
            [words.version, formats.number(indicator.version, 0)] as const,
          ],
        },
      ]),
      { kind: 'paragraph', text: words.inputHash(document.inputHash) },
    ],
    sheet: {
      name: heading,
      table: {
        caption: heading,
        columns: [
          column(words.indicator),
          column(words.unit),
          column(words.definition),
          column(words.rule),
          column(words.overTime),
          column(words.confidentiality),
          { name: words.version, numeric: true },
        ],
        rows: document.indicators.map((indicator) => [
          text(say(indicator.name)),
          text(say(indicator.unit)),
          text(say(indicator.definition)),
          text(words.rules[indicator.aggregation.rule]),
          text(words.overTimes[indicator.overTime]),
          text(words.confidentialities[indicator.confidentiality]),
          numberCell(formats, indicator.version, 0),
        ]),
      },
    },
  }
}
