import { clientOf } from '#kernel/client'
import { options } from '../api.ts'
import { read } from '../query.ts'
import { addresses } from './addresses.ts'

const { me: whoAmI, getAuthority } = clientOf(addresses.governance, options)

/** Who is signed in and what they may do today. */
export const me = () => read('me', null, () => whoAmI({}))

export type Me = Awaited<ReturnType<typeof whoAmI>>['body']

export const authority = (authorityId: string) =>
  read('authority', authorityId, () => getAuthority({ params: { authorityId } }))
