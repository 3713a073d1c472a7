import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { type Item, queryAll, type Table, type Write } from '#kernel/table'
import {
  indicatorEntity,
  indicatorVersionEntity,
  indicatorVersionKey,
  referenceMetadataEntity,
} from './indicator-keys.ts'
import {
  BUILT_IN_INDICATORS,
  Catalogue,
  type Indicator,
  type IndicatorCode,
  isRegistryCount,
  REGISTRY_METADATA,
  type ReferenceMetadata,
} from './model.ts'

/** What a change of an indicator leads to. */
export interface IndicatorChange {
  /** As it stood; undefined for a new one. */
  readonly before: Indicator | undefined
  readonly after: Indicator
  /** Undefined: what is said of the version before stands. */
  readonly metadata: ReferenceMetadata | undefined
  /** The version of the record after the change. */
  readonly recordVersion: number
  readonly change: LastChange
}

/** The catalogue of indicators: the platform's own, and those that people defined. Definitions lie together, since
 *  figures need them all; what else is said of an indicator lies apart, since few read it. */
export class IndicatorStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** Every indicator, with the versions before. */
  async catalogue(): Promise<Catalogue> {
    const items = await queryAll(this.#table, { pk: 'INDICATORS', consistent: true })
    return catalogueOf(items, BUILT_IN_INDICATORS)
  }

  /** One indicator with the versions before, nothing where there is none: to show what lies under it. */
  async catalogueOf(code: IndicatorCode): Promise<Catalogue> {
    // The newest version lies under the code, those before under `<code>#…`.
    const items = await queryAll(this.#table, { pk: 'INDICATORS', sk: { from: code, to: `${code}#~` } })
    return catalogueOf(
      items,
      BUILT_IN_INDICATORS.filter((indicator) => indicator.code === code),
    )
  }

  /** @throws NotFoundError when there is no such indicator */
  async get(code: string, options = { consistent: true }): Promise<Stored<Indicator>> {
    const found = await this.find(code, options)
    if (found === undefined) throw noSuchIndicator(code)
    return found
  }

  /** The newest version of an indicator and the version of its record. */
  async find(code: string, { consistent } = { consistent: true }): Promise<Stored<Indicator> | undefined> {
    const stored = isRegistryCount(code)
      ? undefined
      : fromItem(indicatorEntity, await this.#table.get({ pk: 'INDICATORS', sk: code }, { consistent }))
    if (stored !== undefined) return stored
    const builtIn = BUILT_IN_INDICATORS.find((indicator) => indicator.code === code)
    return builtIn && { value: builtIn, version: FIRST_RECORD }
  }

  /** An earlier version of an indicator. */
  async earlier(code: string, version: number): Promise<Indicator | undefined> {
    return fromItem(indicatorVersionEntity, await this.#table.get(indicatorVersionKey(code, version)))?.value
  }

  /** What is said of a version of an indicator; nothing where nobody said anything. */
  async metadata(
    { code, version }: Indicator,
    { consistent } = { consistent: true },
  ): Promise<ReferenceMetadata> {
    if (isRegistryCount(code)) return REGISTRY_METADATA
    const key = referenceMetadataEntity.keys({ code, version, metadata: {} })
    return fromItem(referenceMetadataEntity, await this.#table.get(key, { consistent }))?.value.metadata ?? {}
  }

  /** The steps that store a changed indicator over the record that its reader saw: a new one must be new, and of the
   *  platform's own the first record is its second version. A version that another follows is kept. */
  put({ before, after, metadata, recordVersion, change }: IndicatorChange): Write[] {
    const first = BUILT_IN_INDICATORS.some(({ code }) => code === after.code)
      ? FIRST_RECORD + 1
      : FIRST_RECORD
    const followed = before !== undefined && before.version !== after.version
    return [
      {
        put: toItem(indicatorEntity, after, { version: recordVersion, change }),
        if: recordVersion === first ? 'absent' : { version: recordVersion - 1 },
      },
      ...(followed ? [{ put: toItem(indicatorVersionEntity, before, { change }) }] : []),
      ...(metadata === undefined
        ? []
        : [
            {
              put: toItem(
                referenceMetadataEntity,
                { code: after.code, version: after.version, metadata },
                { change },
              ),
            },
          ]),
    ]
  }
}

const FIRST_RECORD = 1

export const noSuchIndicator = (code: string): NotFoundError =>
  new NotFoundError({
    en: `There is no indicator "${code}"; GET /indicators lists what there is.`,
    ru: `Показателя «${code}» нет; список — GET /indicators.`,
  })

const catalogueOf = (items: readonly Item[], builtIn: readonly Indicator[]): Catalogue => {
  const of = (entity: typeof indicatorEntity) =>
    valuesOf(
      entity,
      items.filter((item) => item['entity'] === entity.name),
    )
  const newest = of(indicatorEntity)
  const defined = new Set(newest.map(({ code }) => code))
  return new Catalogue([
    ...builtIn.filter(({ code }) => !defined.has(code)),
    ...of(indicatorVersionEntity),
    ...newest,
  ])
}
