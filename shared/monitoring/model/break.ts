import type { Catalogue } from './catalogue.ts'
import { type IndicatorCode, needsOf } from './indicator.ts'
import type { Period } from './period.ts'

/** The versions by which a figure of a period is defined: its own, and those of all that it is made from. */
const definitionsAt = (code: IndicatorCode, period: Period, catalogue: Catalogue): readonly string[] => {
  const held = catalogue.at(period)
  const found = new Set<string>()
  const note = (one: IndicatorCode) => {
    const indicator = held.get(one)
    const name = `${one} ${indicator?.version ?? 0}`
    if (found.has(name)) return
    found.add(name)
    if (indicator !== undefined) for (const need of needsOf(indicator)) note(need)
  }
  note(code)
  return [...found].sort()
}

/** Whether the series breaks between two periods: its figures are defined differently in them, and what lies between
 *  them is not only a change of what is measured. */
export const breaksBetween = (
  code: IndicatorCode,
  earlier: Period,
  later: Period,
  catalogue: Catalogue,
): boolean => {
  const [then, now] = [definitionsAt(code, earlier, catalogue), definitionsAt(code, later, catalogue)]
  return then.join() !== now.join()
}
