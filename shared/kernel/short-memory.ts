/** Entries kept in each memory. */
const KEPT = 1000

/** A map that forgets entries by age and, when full, the oldest first. Instants are epoch seconds. */
export class ShortMemory<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>()

  recall(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key)
    return entry !== undefined && now < entry.until ? entry.value : undefined
  }

  keep(key: string, value: V, until: number): void {
    this.#entries.delete(key)
    const oldest = this.#entries.keys().next()
    if (this.#entries.size >= KEPT && !oldest.done) this.#entries.delete(oldest.value)
    this.#entries.set(key, { value, until })
  }
}
