import { atMost, type Line } from '../bench/group.ts'

const LEAST = 80

/** Mutants of one context, or of a part of its models: those that a test noticed, of those that were tried or that no
 *  test reaches. */
export interface Score {
  readonly context: string
  readonly noticed: number
  readonly tried: number
  /** Mutants that no test reaches; they count as tried. */
  readonly unreached: number
  /** Noticed because they ran on without end: on a busy machine perhaps only because it is busy. */
  readonly timedOut: number
  /** Texts that people read, and code that runs only while a module loads. */
  readonly leftOut: number
}

type Status =
  | 'Killed'
  | 'Timeout'
  | 'Survived'
  | 'NoCoverage'
  | 'Ignored'
  | 'CompileError'
  | 'RuntimeError'
  | 'Pending'

/** Counts mutants as Stryker's own score does. */
export const scoreOf = (context: string, mutants: readonly { readonly status: Status }[]): Score => {
  const count = (...statuses: Status[]) => mutants.filter(({ status }) => statuses.includes(status)).length
  return {
    context,
    noticed: count('Killed', 'Timeout'),
    tried: count('Killed', 'Timeout', 'Survived', 'NoCoverage'),
    unreached: count('NoCoverage'),
    timedOut: count('Timeout'),
    leftOut: count('Ignored'),
  }
}

/** A line for each context and one for all of them. */
export const scoreLines = (scores: readonly Score[]): Line[] => {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0)
  const total: Score = {
    context: 'all',
    noticed: sum(({ noticed }) => noticed),
    tried: sum(({ tried }) => tried),
    unreached: sum(({ unreached }) => unreached),
    timedOut: sum(({ timedOut }) => timedOut),
    leftOut: sum(({ leftOut }) => leftOut),
  }
  return [...scores, total].map((score) => {
    const percent = score.tried === 0 ? 100 : (100 * score.noticed) / score.tried
    return {
      figure: score.context,
      value: `${score.noticed} of ${score.tried} mutants noticed, ${score.timedOut} by time`,
      comparedWith: `${score.unreached} reached by no test, ${score.leftOut} left out`,
      ratio: `${percent.toFixed(1)} %`,
      target: score === total ? `≥ ${LEAST} %` : '',
      verdict: score === total ? atMost(LEAST, percent) : '',
    }
  })
}
