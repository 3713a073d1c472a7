/** One line of a group's table. */
export interface Line {
  readonly figure: string
  readonly value: string
  /** What it is compared with in the same run. */
  readonly comparedWith: string
  readonly ratio: string
  readonly target: string
  readonly verdict: 'pass' | 'miss' | 'not measured' | ''
}

/** What a group found out. */
export interface Report {
  readonly lines: readonly Line[]
  /** What each contestant leaves out, and what the reader has to know. */
  readonly notes: readonly string[]
  /** Everything that was measured, for `.local/bench/<id>.json`. */
  readonly raw: unknown
}

/** A group of benchmarks that answers one question. It runs in a process of its own, whose standard output nobody
 *  reads. */
export interface Group {
  readonly id: string
  readonly question: string
  run(): Promise<Report>
}

/** The verdict of a number against the most that it may be. */
export const atMost = (value: number, most: number): 'pass' | 'miss' => (value <= most ? 'pass' : 'miss')
