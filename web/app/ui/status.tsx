import { t as words } from '../words/index.ts'

/** The state of a cluster or an entry in words, with a mark that does not need colour. */
export const Status = ({ status }: { readonly status: keyof typeof words.statuses }) => (
  <span className="state" data-state={status}>
    {words.statuses[status]}
  </span>
)
