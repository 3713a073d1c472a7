import type { PlatformText } from '#kernel/localised-text'
import { inLanguage } from '#kernel/localised-text'
import type { AskedFigure, Indicator } from '../../model.ts'
import type { FormValue } from './form.ts'
import { figureName } from './plausibility.ts'

/** The columns of a table that many forms are filled in by: `cluster`, its `name` and the `version` of its form, then
 *  one for each figure, named by its code with the unit in brackets: `revenue (thousand euros)`,
 *  `employment#C (persons)`. Columns whose name begins with `earlier:` show the last period and are not read. */

const KEYS = ['cluster', 'name', 'version'] as const
const EARLIER = 'earlier:'

export const figureColumn = (figure: AskedFigure, { unit }: Indicator, language: string): string =>
  `${figureName(figure)} (${inLanguage(unit, language)})`

export const earlierColumn = (figure: AskedFigure, period: string): string =>
  `${EARLIER} ${figureName(figure)} ${period}`

/** What each column of a header is; a fault when it is no table of this campaign. */
export type Columns =
  | { readonly cluster: number; readonly version: number; readonly figures: ReadonlyMap<number, AskedFigure> }
  | { readonly fault: PlatformText }

export const columnsOf = (header: readonly string[], figures: readonly AskedFigure[]): Columns => {
  const byName = new Map(figures.map((figure) => [figureName(figure), figure]))
  const found = new Map<number, AskedFigure>()
  const names = header.map((cell) => cell.split(' (', 1)[0]?.trim() ?? '')
  const unknown: string[] = []
  names.forEach((name, index) => {
    const figure = byName.get(name)
    if (figure !== undefined) found.set(index, figure)
    else if (name !== '' && !KEYS.some((key) => key === name) && !name.startsWith(EARLIER)) unknown.push(name)
  })
  const twice = names.filter((name, index) => name !== '' && names.indexOf(name) !== index)
  const expected = ['cluster', ...byName.keys()].join(', ')
  if (!names.includes('cluster') || found.size === 0 || unknown.length > 0 || twice.length > 0)
    return {
      fault: {
        en: `The columns are not those of this campaign${faultyNames(' (unknown: ', unknown)}${faultyNames(' (twice: ', twice)}; expected ${expected}, and name or version if you like.`,
        ru: `Столбцы не соответствуют кампании${faultyNames(' (неизвестные: ', unknown)}${faultyNames(' (повторяются: ', twice)}; ожидаются ${expected}, при желании также name и version.`,
      },
    }
  return { cluster: names.indexOf('cluster'), version: names.indexOf('version'), figures: found }
}

const faultyNames = (before: string, names: readonly string[]): string =>
  names.length === 0 ? '' : `${before}${[...new Set(names)].slice(0, 5).join(', ')})`

/** The statuses that say why there is no value, as they stand in a cell. */
const MISSING = ['M', 'L', 'O'] as const

/** The values of a row, as they are sent in a form; empty cells say nothing. */
export const valuesIn = (
  cells: readonly string[],
  figures: ReadonlyMap<number, AskedFigure>,
): Record<string, unknown>[] =>
  [...figures].flatMap(([index, figure]): Pick<FormValue, 'indicator' | 'breakdown'>[] => {
    const cell = cells[index] ?? ''
    if (cell === '') return []
    const status = MISSING.find((one) => one === cell)
    return [{ ...figure, ...(status === undefined ? { value: cell } : { obsStatus: status }) }]
  })
