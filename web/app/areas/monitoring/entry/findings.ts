import type { Language } from '#kernel/localised-text'
import { type Check, findingsOf } from '#monitoring/campaigns/model/plausibility'
import type { FormFigure } from '../api.ts'
import { readCell } from './cell-text.ts'
import { cellName, type Edits } from './edits.ts'

/** What the checks of a campaign say of what stands in the grid, typed or saved: by the rules of the API, so that they are
 *  there at once and without a connection. */
export const findingsIn = (
  checks: readonly Check[],
  figures: readonly FormFigure[],
  edits: Edits,
  language: Language,
) =>
  findingsOf(
    checks,
    figures.map((figure) => {
      const edit = edits[cellName('value', figure)]
      const reading = edit === undefined ? undefined : readCell(edit.text, language, figure.decimals)
      return {
        figure: { indicator: figure.indicator, breakdown: figure.breakdown },
        value: reading === undefined ? figure.value : reading.kind === 'value' ? reading.value : null,
        earlier:
          figure.earlier?.value == null
            ? null
            : { period: figure.earlier.period, value: figure.earlier.value },
      }
    }),
  )
