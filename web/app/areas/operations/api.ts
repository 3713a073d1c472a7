import { clientOf } from '#kernel/client'
import { options } from '../../api.ts'
import { addresses } from './addresses.ts'

export const audit = clientOf(addresses.audit, options)
export const deliveries = clientOf(addresses.deliveries, options)
export const failures = clientOf(addresses.failures, options)
