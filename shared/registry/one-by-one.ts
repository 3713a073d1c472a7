/** Runs work that shares a key one after the other, in the order of the calls, and other work side by side. */
export const oneByOne = () => {
  const last = new Map<string, Promise<unknown>>()
  return <T>(keys: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = Promise.allSettled(keys.map((key) => last.get(key)))
    const mine = before.then(work)
    for (const key of keys) last.set(key, mine)
    return mine
  }
}
