import { valuesAt, valuesOf } from '#kernel/entity'
import { queryAll, type Table } from '#kernel/table'
import { grantEntity, holderEntity, holderPartition } from './keys.ts'
import type { Book, FullBook, Grant, HolderState, Source } from './model.ts'

/** All by which it follows which grants these holders have and when: their own grants, and those of whom they succeeded
 *  or who succeeds them. */
export const fullBookOf = async (table: Table, holders: readonly string[]): Promise<FullBook> => {
  const states = new Map<string, HolderState>()
  const grants = new Map<string, readonly Grant[]>()
  let missing = new Set(holders)
  while (missing.size > 0) {
    const found = await Promise.all([...missing].map((holder) => powersOf(table, holder)))
    missing = new Set()
    for (const powers of found) {
      const { holder, ended, predecessors = [] } = powers.state
      states.set(holder, powers.state)
      grants.set(holder, powers.grants)
      for (const other of [ended?.successor, ...predecessors])
        if (typeof other === 'string') missing.add(other)
    }
    for (const holder of states.keys()) missing.delete(holder)
  }
  return { ...(await bookOf(table, [...grants.values()].flat(), [...states.values()])), grants }
}

/** All by which it follows when these grants hold: their sources, what became of the holders of all of them, and of
 *  their successors. */
export const bookOf = async (
  table: Table,
  grants: readonly Grant[],
  known: readonly HolderState[] = [],
): Promise<Book> => {
  const references = new Map<string, Source>()
  for (const source of grants.flatMap(({ sources }) => sources ?? [])) references.set(source.grant, source)
  const keys = [...references.values()].map(({ holder, grant }) => ({
    pk: holderPartition(holder),
    sk: `GRANT#${grant}`,
  }))
  const sources = await valuesAt(table, grantEntity, keys)
  const states = new Map(known.map((state) => [state.holder, state]))
  let missing = new Set([...grants, ...sources].map(({ holder }) => holder))
  for (const { ended } of known) if (typeof ended?.successor === 'string') missing.add(ended.successor)
  for (;;) {
    const wanted = [...missing].filter((holder) => !states.has(holder))
    if (wanted.length === 0) break
    for (const holder of wanted) states.set(holder, { holder })
    const places = wanted.map((holder) => ({ pk: holderPartition(holder), sk: 'HOLDER' }))
    const found = await valuesAt(table, holderEntity, places)
    for (const state of found) states.set(state.holder, state)
    missing = new Set(found.flatMap(({ ended }) => ended?.successor ?? []))
  }
  return { states, sources: new Map(sources.map((source) => [source.id, source])) }
}

/** What became of a holder, and the grants given to it: one Query of neighbouring records. */
const powersOf = async (
  table: Table,
  holder: string,
): Promise<{ state: HolderState; grants: readonly Grant[] }> => {
  const query = { pk: holderPartition(holder), sk: { from: 'GRANT#', to: 'HOLDER' } }
  const items = await queryAll(table, query)
  const [state] = valuesOf(
    holderEntity,
    items.filter(({ sk }) => sk === 'HOLDER'),
  )
  return {
    state: state ?? { holder },
    grants: valuesOf(
      grantEntity,
      items.filter(({ sk }) => sk !== 'HOLDER'),
    ),
  }
}
