import { type CalendarDate, dateIn, type Instant } from '#kernel/clock'
import { InvalidRequestError } from '#kernel/errors'
import type { PointInTime } from './model.ts'

/** What a request asks of the past; undefined for the present.
 *  @param timeZone in which the day of an instant is told
 *  @throws InvalidRequestError for an instant to come */
export const pointInTime = async (
  { asOf, knownAt }: { readonly asOf?: CalendarDate; readonly knownAt?: Instant },
  timeZone: () => Promise<string>,
  now: Date,
): Promise<PointInTime | undefined> => {
  if (asOf === undefined && knownAt === undefined) return undefined
  const at = now.toISOString()
  if (knownAt !== undefined && knownAt > at) {
    const detail = {
      en: `knownAt ${knownAt} is still to come: nobody can tell what the register will know.`,
      ru: `knownAt ${knownAt} ещё не наступил: что реестр будет знать, сказать нельзя.`,
    }
    throw new InvalidRequestError(detail, { faults: [{ pointer: '?knownAt', detail }] })
  }
  const instant = knownAt ?? at
  return { asOf: asOf ?? dateIn(await timeZone(), new Date(instant)), knownAt: instant }
}
