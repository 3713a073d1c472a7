import { fromItem, type LastChange, type Stored, toItem } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { queryAll, type Table, type Write } from '#kernel/table'
import { indicatorEntity } from './keys.ts'
import { BUILT_IN_INDICATORS, type Indicator, isRegistryCount } from './model.ts'

/** The catalogue of indicators: the platform's own, and those that people defined. */
export class IndicatorStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** Every indicator, by code. */
  async catalogue(): Promise<ReadonlyMap<string, Indicator>> {
    const items = await queryAll(this.#table, { pk: 'INDICATORS', consistent: true })
    const defined = items.flatMap((item) => fromItem(indicatorEntity, item)?.value ?? [])
    const all = [...BUILT_IN_INDICATORS, ...defined].map((indicator) => [indicator.code, indicator] as const)
    return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** @throws NotFoundError when there is no such indicator */
  async get(code: string, { consistent } = { consistent: true }): Promise<Stored<Indicator>> {
    const builtIn = BUILT_IN_INDICATORS.find((indicator) => indicator.code === code)
    const stored = isRegistryCount(code)
      ? undefined
      : fromItem(indicatorEntity, await this.#table.get({ pk: 'INDICATORS', sk: code }, { consistent }))
    if (stored !== undefined) return stored
    if (builtIn !== undefined) return { value: builtIn, version: builtIn.version }
    throw noSuchIndicator(code)
  }

  /** The write that stores an indicator over the version before it; version 1 must be new, and a platform's own
   *  indicator has its first version without a record. */
  put(indicator: Indicator, change: LastChange): Write {
    const first = BUILT_IN_INDICATORS.some(({ code }) => code === indicator.code) ? 2 : 1
    return {
      put: toItem(indicatorEntity, indicator, { version: indicator.version, change }),
      if: indicator.version === first ? 'absent' : { version: indicator.version - 1 },
    }
  }
}

export const noSuchIndicator = (code: string): NotFoundError =>
  new NotFoundError({
    en: `There is no indicator "${code}"; GET /indicators lists what there is.`,
    ru: `Показателя «${code}» нет; список — GET /indicators.`,
  })
