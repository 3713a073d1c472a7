import {
  type Catalogue,
  type InputSeries,
  type Observation,
  type Period,
  readsOf,
  type Slice,
  type SliceKey,
  type StoredIndicator,
  sliceKey,
} from './model.ts'
import type { SliceStore, StoredSlice } from './slice-store.ts'

/** Reads slices, each once, whichever figures need it. */
export class SliceReader {
  readonly #slices: SliceStore
  readonly #catalogue: Catalogue
  readonly #read = new Map<SliceKey, Promise<StoredSlice>>()

  constructor({
    slices,
    catalogue,
  }: {
    readonly slices: SliceStore
    readonly catalogue: Catalogue
  }) {
    this.#slices = slices
    this.#catalogue = catalogue
  }

  /** A slice as it is stored. */
  slice(slice: Slice): Promise<StoredSlice> {
    const key = sliceKey(slice)
    const known = this.#read.get(key) ?? this.#slices.read(slice)
    this.#read.set(key, known)
    return known
  }

  /** The observations that an indicator's figure in a slice rests on. */
  async inputs(slice: Slice, indicator: StoredIndicator): Promise<ReadonlyMap<string, InputSeries>> {
    const inputs = new Map<string, InputSeries>()
    for (const { indicator: input, periods } of readsOf(indicator, slice.period, this.#catalogue)) {
      const observations = new Map<Period, readonly Observation[]>()
      for (const period of periods) {
        const { observations: found } = await this.slice({ ...slice, indicator: input.code, period })
        observations.set(period, found)
      }
      inputs.set(input.code, { indicator: input, observations })
    }
    return inputs
  }
}
