import type { Stored } from '#kernel/entity'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { type Mergeable, MOST_MERGED } from '../model.ts'

/** Refuses to write about a record that was merged into another, or is being merged now. @throws ConflictError */
export const demandUnmerged = <Id extends string>({ id, merger }: Mergeable<Id>): void => {
  if (merger === undefined) return
  throw new ConflictError({
    en: `${id} was merged into ${merger.into}: use that.`,
    ru: `Запись ${id} объединена с ${merger.into}: используйте её.`,
  })
}

/** Refuses to delete what others were merged into, or are being. @throws ConflictError */
export const demandNothingAbsorbed = <Id extends string>({ absorbing, absorbed }: Mergeable<Id>): void => {
  const others = [...(absorbed ?? []), ...(absorbing === undefined ? [] : [absorbing])]
  if (others.length === 0) return
  throw new ConflictError({
    en: `${others.join(', ')} lead to this record: it stays.`,
    ru: `На эту запись указывают объединённые с ней ${others.join(', ')}: она сохраняется.`,
  })
}

/** Refuses a merger that cannot be begun, or resumed.
 *  @returns whether it was begun before
 *  @throws ConflictError with what stands against it @throws StaleVersionError */
export const demandMergeable = <Id extends string>(
  from: Stored<Mergeable<Id>>,
  into: Mergeable<Id>,
  expectedVersion: number | undefined,
): boolean => {
  const { id, merger, absorbing } = from.value
  if (id === into.id)
    throw refused('A record is merged into another one.', 'Запись объединяют с другой записью.')
  if (merger?.state === 'merged')
    throw refused(
      `${id} was merged into ${merger.into} already.`,
      `Запись ${id} уже объединена с ${merger.into}.`,
    )
  if (merger !== undefined) {
    if (merger.into !== into.id)
      throw refused(
        `${id} is being merged into ${merger.into}: repeat that request to finish it.`,
        `Запись ${id} уже объединяется с ${merger.into}: повторите тот запрос, чтобы завершить его.`,
      )
    // Whoever repeats the request that was broken off names the version before it began.
    if (expectedVersion !== from.version && expectedVersion !== from.version - 1)
      throw new StaleVersionError()
    return true
  }
  if (expectedVersion !== from.version) throw new StaleVersionError()
  if (into.merger !== undefined)
    throw refused(
      `${into.id} was itself merged into ${into.merger.into}: merge into that.`,
      `Запись ${into.id} сама объединена с ${into.merger.into}: укажите её.`,
    )
  const busy = absorbing ?? into.absorbing
  if (busy !== undefined)
    throw refused(
      `The merger of ${busy} has not ended: repeat it first.`,
      `Объединение записи ${busy} не завершено: сначала повторите его.`,
    )
  if ((into.absorbed ?? []).length >= MOST_MERGED)
    throw refused(
      `Into one record at most ${MOST_MERGED} are merged.`,
      `С одной записью объединяют не более ${MOST_MERGED} других.`,
    )
  return false
}

const refused = (en: string, ru: string) => new ConflictError({ en, ru })
