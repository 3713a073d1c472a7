import type { ReactNode } from 'react'
import { More } from './more.tsx'
import { type Column, Table } from './table.tsx'
import { TroubleHere } from './trouble.tsx'
import { Waiting } from './waiting.tsx'

/** A list that is read page by page, as a table; else why it cannot be shown, that it is on its way, or what its being
 *  empty means. */
export const PagedTable = <R,>({
  found,
  none,
  caption,
  rowKey,
  columns,
}: {
  readonly found: {
    readonly data: { readonly pages: readonly { readonly items: readonly R[] }[] } | undefined
    readonly error: unknown
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly refetch: () => unknown
    readonly fetchNextPage: () => unknown
  }
  readonly none: ReactNode
  readonly caption: string
  readonly rowKey: (row: R) => string
  readonly columns: readonly Column<R>[]
}) => {
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <>
      {found.error != null && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {rows === undefined && found.error == null && <Waiting lines={5} />}
      {rows?.length === 0 && !found.hasNextPage && <p>{none}</p>}
      {rows && rows.length > 0 && (
        <Table caption={caption} quietCaption rows={rows} rowKey={rowKey} columns={columns} />
      )}
      <More of={found} />
    </>
  )
}
