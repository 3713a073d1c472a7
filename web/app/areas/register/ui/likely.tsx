import type { ReactNode } from 'react'
import { ApiProblem } from '#kernel/client'

/** Sends something new; where it is probably there already, what it may be is shown before the sending fails. */
export const unlessThere = async <T, L>(
  create: () => Promise<T>,
  find: () => Promise<readonly L[]>,
  show: (likely: readonly L[]) => void,
): Promise<T> => {
  try {
    return await create()
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'likely-duplicates') show(await find())
    throw error
  }
}

/** Things that are probably the same: the person looks before there are two of one. */
export const Likely = <L,>({
  title,
  text,
  items,
  itemKey,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly items: readonly L[]
  readonly itemKey: (item: L) => string
  readonly children: (item: L) => ReactNode
}) =>
  items.length > 0 && (
    <section className="notice" aria-labelledby="likely">
      <h2 id="likely">{title}</h2>
      <p>{text}</p>
      <ul>
        {items.map((item) => (
          <li key={itemKey(item)}>{children(item)}</li>
        ))}
      </ul>
    </section>
  )
