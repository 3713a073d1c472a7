import { clientOf } from '#kernel/client'
import { options } from '../../api.ts'
import { addresses } from './addresses.ts'

export const extracts = clientOf(addresses.extracts, options)
export const persons = clientOf(addresses.persons, options)
