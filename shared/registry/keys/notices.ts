import { entity } from '#kernel/entity'
import { Notice } from '../model.ts'

export const noticesOf = (recipient: string) => `NOTICES#${recipient}`

/** A notice has a name of its own, so that telling the same twice leaves one. */
export const noticeEntity = entity({
  name: 'notice',
  schemaVersion: 1,
  schema: Notice,
  keys: ({ recipient, at, kind, about }) => ({ pk: noticesOf(recipient), sk: `${at}#${kind}#${about}` }),
})
