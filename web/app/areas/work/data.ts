import { api } from '../../api.ts'
import { read } from '../../query.ts'

/** The last notices to somebody: the person, or an authority or organisation of theirs. */
export const notices = (recipient: string) =>
  read('notices', recipient, () => api.registers.listNotices({ query: { recipient, limit: 20 } }))
