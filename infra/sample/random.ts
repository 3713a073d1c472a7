/** A small repeatable source of chance (mulberry32, T. Ettinger 2017): the same seed gives the same sample on every
 *  machine. Not for secrets. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability
  }

  /** One of several. @throws RangeError when there is none */
  one<T>(of: readonly T[]): T {
    const [found] = of.slice(Math.floor(this.next() * of.length))
    if (found === undefined) throw new RangeError('nothing to choose from')
    return found
  }

  /** Some of several, each once, in their order. */
  some<T>(of: readonly T[], count: number): T[] {
    const left = of.map((item, place) => ({ item, place, key: this.next() }))
    return left
      .sort((a, b) => a.key - b.key)
      .slice(0, count)
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item)
  }

  /** About 1, mostly within the spread: a product of which many give a skewed distribution as sizes have it. */
  factor(spread: number): number {
    return Math.exp((this.next() + this.next() + this.next() - 1.5) * spread)
  }
}
