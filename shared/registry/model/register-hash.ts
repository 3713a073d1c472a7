import { canonicalJson, sha256 } from '#kernel/digest'
import type { EntryRecord, RegisterDefinition } from './register-record.ts'

/** Names the way in which a register is hashed: another way gets another name. */
export const REGISTER_HASH_FORMAT = 'agglomera-register-1'

/** The hash of one entry: SHA-256, in hex, over the canonical JSON of
 *
 *  - the entry: number, cluster, status and statuses by date, date and act of the decision, reason, time of entry, term,
 *    links to former entries and successors;
 *  - its steps in their order: action, status, day in force, time of entry, actor, position, power, act, reason,
 *    comments, signature;
 *  - its cluster: id, when and by whom it was drafted, its confirmations;
 *  - what was stated about the cluster in the order of recording: fields, days from and to which they hold, time of
 *    entry, actor, act; of entries those in this register.
 *
 *  Left out is what one platform alone knows (the register's id, versions, keys, requests, when the cluster's record was
 *  last written), who may not decide next (`preparedBy`), and `contact`, which is no fact of the register and has to be
 *  erasable. The order in which steps, statements and links are given does not matter. */
export const entryHash = ({ entry, steps, cluster, statements }: EntryRecord): string => {
  const { former = [], successors = [], ...told } = entry
  const {
    version: _version,
    updatedAt: _updatedAt,
    preparedBy: _preparedBy,
    confirmations,
    ...kept
  } = cluster
  return sha256(
    canonicalJson({
      entry: { ...told, former: sortedAsText(former), successors: sortedAsText(successors) },
      steps: inOrder(steps),
      cluster: { ...kept, confirmations: inOrder(confirmations) },
      statements: inOrder(statements).flatMap(({ part: _part, changes, ...statement }) => {
        const { contact: _contact, ...facts } = changes
        return Object.keys(facts).length > 0 ? [{ ...statement, changes: facts }] : []
      }),
    }),
  )
}

/** The hash of a register: SHA-256, in hex, over its definition and the hashes of its entries, whose order does not
 *  matter. Who has the hashes of the entries finds the one that differs. */
export const registerHash = (
  register: RegisterDefinition,
  entries: readonly { readonly number: string; readonly hash: string }[],
): string =>
  sha256(
    canonicalJson({
      format: REGISTER_HASH_FORMAT,
      register,
      entries: sortedAsText(entries.map(({ number, hash }) => [number, hash])),
    }),
  )

/** By version and place, which are then left out: the order is content, the numbers are not. */
const inOrder = <T extends { readonly version: number; readonly part?: number }>(records: readonly T[]) =>
  [...records]
    .sort((a, b) => a.version - b.version || (a.part ?? 0) - (b.part ?? 0))
    .map(({ version: _version, ...content }) => content)

const sortedAsText = <T>(values: readonly T[]): readonly T[] =>
  values
    .map((value) => ({ value, text: canonicalJson(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ value }) => value)
