import { patiently } from '#imports/send'

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Every row of a paged list. */
export const everyRow = async <T>(
  read: (page: { limit: number; cursor?: string }) => Promise<{ readonly body: Page<T> }>,
): Promise<readonly T[]> => {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const at: string | null = cursor
    const { body }: { body: Page<T> } = await patiently(() =>
      read({ limit: 200, ...(at !== null && { cursor: at }) }),
    )
    items.push(...body.items)
    cursor = body.next
  } while (cursor !== null)
  return items
}
