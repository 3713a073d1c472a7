import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { BounceReason } from './fault.ts'

/** Why no more mail goes to an address. */
const StopReason = BounceReason.exclude(['temporarily-unreachable'])

/** That a person gets no more mail at an address, which stands here as a keyed hash alone: at another one they do. */
export const AddressStop = z.object({
  person: z.string(),
  addressHash: z.string(),
  reason: StopReason,
  since: Instant,
})
export type AddressStop = z.output<typeof AddressStop>

/** What follows for the address from why a message came back: nothing when it may take mail later. */
export const stopAfter = (
  bounce: BounceReason,
  of: { readonly person: string; readonly addressHash: string | undefined },
  since: string,
): AddressStop | undefined => {
  const reason = StopReason.safeParse(bounce)
  const { person, addressHash } = of
  return reason.success && addressHash !== undefined
    ? { person, addressHash, reason: reason.data, since }
    : undefined
}
