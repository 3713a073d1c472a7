import { governanceContract } from '#governance/contract'
import { addressesOf } from '#kernel/client'

/** The routes that only this area calls. */
export const addresses = { governance: addressesOf(governanceContract) }
