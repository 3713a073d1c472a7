import { t as common } from '../texts/index.ts'

/** The way to the next page of a list, as long as there is one. */
export const More = ({
  of: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  readonly of: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}) =>
  hasNextPage && (
    <p className="ways">
      <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {common.more}
      </button>
    </p>
  )
