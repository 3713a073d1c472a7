import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useNarrow } from './narrow.ts'

/** Ways to other pages; on narrow screens folded away under a name, so that pages begin near the top. */
export const Folded = ({
  className,
  name,
  children,
}: {
  readonly className: string
  readonly name: ReactNode
  readonly children: ReactNode
}) => {
  const isNarrow = useNarrow()
  const page = useRouterState({ select: ({ location }) => location.pathname })
  const before = useRef(page)
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    // The link that was followed is folded away, and the focus with it.
    if (document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true })
  }, [page])
  if (!isNarrow) return children
  // Every page begins with them folded.
  return (
    <details key={page} className={className}>
      <summary>{name}</summary>
      {children}
    </details>
  )
}
