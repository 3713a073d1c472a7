import { patientRetries, type Retries } from './dynamo/dynamo-table.ts'
import { BusyError } from './errors.ts'

/** A write found a record changed that it had read just before; nothing was written. */
class LostRaceError extends Error {
  override readonly name = 'LostRaceError'
}

export const lostRace = () => new LostRaceError('a record changed between reading and writing')

/** Repeats an attempt that reads and then writes until nobody was faster.
 *  @throws BusyError when the race outlasts the retries; nothing was written */
export const untilWon = async <T>(
  attempt: () => Promise<T>,
  retries: Retries = patientRetries,
): Promise<T> => {
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof LostRaceError)) throw error
    }
    if (count >= retries.attempts) throw new BusyError()
    await retries.pause(count)
  }
}
