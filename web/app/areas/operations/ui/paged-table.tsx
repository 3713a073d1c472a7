import type { ReactNode } from 'react'
import { More } from '../../../ui/more.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'

interface Found<R> {
  readonly data?: { readonly pages: readonly { readonly items: readonly R[] }[] } | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

/** A list that is read page by page, as a table, with what is said while it is on its way, failed or is empty. */
export const PagedTable = <R,>({
  of,
  caption,
  none,
  rowKey,
  columns,
}: {
  readonly of: Found<R>
  readonly caption: string
  readonly none: ReactNode
  readonly rowKey: (row: R) => string
  readonly columns: readonly Column<R>[]
}) => {
  const rows = of.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      {of.error !== null && <TroubleHere error={of.error} again={() => void of.refetch()} />}
      {of.isPending && <Waiting lines={6} />}
      {of.data && rows.length === 0 && !of.hasNextPage && <p className="notice">{none}</p>}
      {rows.length > 0 && (
        <Table caption={caption} quietCaption rows={rows} rowKey={rowKey} columns={columns} />
      )}
      <More of={of} />
    </>
  )
}
