/** Who takes part in a measurement. */
export interface Contestant {
  readonly name: string
  /** What it does not do that the platform does. */
  readonly omits?: string
  /** One operation. */
  operation(): unknown
}

/** A contestant's figures, in microseconds per operation over all rounds. */
export interface Figures {
  readonly name: string
  readonly wall: Spread
  readonly cpu: Spread
}

export interface Spread {
  readonly min: number
  readonly median: number
  readonly rounds: readonly number[]
}

/** The smallest and the middle of the rounds. */
export const spreadOf = (rounds: readonly number[]): Spread => {
  const sorted = rounds.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? Number.NaN
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN
  return { min: sorted[0] ?? Number.NaN, median: (lower + upper) / 2, rounds }
}

/** Measures contestants in turns (A B C, B C A, …), so that whatever else the machine does meets all of them alike.
 *  @param operations how many operations a contestant does in one round */
export const measure = async (
  contestants: readonly Contestant[],
  { rounds = 15, operations, warmUp = operations }: { rounds?: number; operations: number; warmUp?: number },
): Promise<readonly Figures[]> => {
  const samples = new Map(
    contestants.map(({ name }) => [name, { wall: [] as number[], cpu: [] as number[] }]),
  )
  for (const { operation } of contestants) await repeat(operation, warmUp)
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + turn) % contestants.length]
      if (contestant === undefined) continue
      const cpu = process.cpuUsage()
      const start = process.hrtime.bigint()
      await repeat(contestant.operation, operations)
      const wall = Number(process.hrtime.bigint() - start) / 1000
      const { user, system } = process.cpuUsage(cpu)
      samples.get(contestant.name)?.wall.push(wall / operations)
      samples.get(contestant.name)?.cpu.push((user + system) / operations)
    }
  return [...samples].map(([name, { wall, cpu }]) => ({ name, wall: spreadOf(wall), cpu: spreadOf(cpu) }))
}

const repeat = async (operation: () => unknown, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await operation()
}

/** `12.34 / 13.10 (cpu 12.20 / 12.90)`: minimum and median of both clocks. */
export const figuresText = ({ wall, cpu }: Figures): string =>
  `${wall.min.toFixed(1)} / ${wall.median.toFixed(1)} (cpu ${cpu.min.toFixed(1)} / ${cpu.median.toFixed(1)})`
