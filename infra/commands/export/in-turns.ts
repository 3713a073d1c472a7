const AT_ONCE = 4

/** Does the same with each of many, a few at once; the answers come in the order of the questions. */
export const inTurns = async <T, R>(
  of: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> => {
  const answers: R[] = []
  const left = [...of.entries()]
  const turn = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [place, one] = next
      answers[place] = await work(one)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn))
  return answers
}
