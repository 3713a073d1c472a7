import type { Power } from '#kernel/powers'
import { t as session } from '../../../session/texts/index.ts'

const isPower = (name: string): name is Power => name in session.powers

/** All powers in their order. Their schema would bring a library that who only reads does not need. */
export const POWERS: readonly Power[] = Object.keys(session.powers).filter(isPower)

/** A power of the address, if it is one. */
export const powerOf = (name: string | undefined): Power | undefined =>
  name !== undefined && isPower(name) ? name : undefined

export const powerName = (power: Power): string => session.powers[power]

/** Powers for a choice. */
export const powerOptions = POWERS.map((power) => [power, powerName(power)] as const)
