import type { Fault } from '../../../forms/faults.ts'
import type { Language } from '../../../language.ts'
import type { MemberForm } from '../api.ts'
import { type CellFault, type MissingStatus, readCell } from './cell-text.ts'

type Figure = MemberForm['figures'][number]

/** A member's answer as it is typed: a text for each figure, in the order of the form. */
export interface TypedAnswer {
  readonly values: readonly string[]
  readonly agreed: boolean
  readonly done: boolean
}

/** One value as it is sent. */
type Answered = Pick<Figure, 'indicator' | 'breakdown'> &
  ({ readonly value: string } | { readonly value: null; readonly obsStatus: MissingStatus })

/** A member's answer as it is sent, or what of it cannot be read.
 *  @param words what is said of a text that is no value */
export const answerOf = (
  { values, agreed, done }: TypedAnswer,
  figures: readonly Figure[],
  language: Language,
  words: (fault: CellFault, figure: Figure) => string,
) => {
  const faults: Fault[] = []
  const answered = figures.flatMap((figure, place): Answered[] => {
    const { indicator, breakdown, decimals } = figure
    const reading = readCell(values[place] ?? '', language, decimals)
    if (reading.kind === 'value') return [{ indicator, breakdown, value: reading.value }]
    if (reading.kind === 'status')
      return [{ indicator, breakdown, value: null, obsStatus: reading.obsStatus }]
    if (reading.kind === 'fault')
      faults.push({ pointer: `/values/${place}`, detail: words(reading.fault, figure) })
    return []
  })
  return faults.length > 0 ? { faults } : { content: { values: answered, agreed, done } }
}
