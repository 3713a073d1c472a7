import type { ReactNode } from 'react'
import { t } from '../texts/index.ts'

/** The one heading of a page, which is also the title of the window. */
export const Heading = ({
  title,
  lead,
  children,
}: {
  readonly title: string
  readonly lead?: string
  readonly children?: ReactNode
}) => (
  <header className="heading">
    <title>{`${title} – ${t.name}`}</title>
    <h1>{title}</h1>
    {lead !== undefined && <p className="lead">{lead}</p>}
    {children}
  </header>
)
