/** What has been started, ended in the reverse order. */
export class Started {
  readonly #stops: (() => unknown)[] = []

  onStop(stop: () => unknown): void {
    this.#stops.push(stop)
  }

  async stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop()
  }

  /** Waits for all, so that those that did start are stopped when one does not. */
  async allOrNone<const S extends readonly Promise<Stoppable>[]>(
    starting: S,
  ): Promise<{ -readonly [K in keyof S]: Awaited<S[K]> }> {
    const settled = await Promise.allSettled(starting)
    for (const one of settled) if (one.status === 'fulfilled') this.onStop(() => one.value.stop())
    return Promise.all(starting)
  }
}

interface Stoppable {
  stop(): unknown
}
