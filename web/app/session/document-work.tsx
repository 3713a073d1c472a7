import { Link } from '@tanstack/react-router'
import { useHolds } from './may.tsx'
import { t } from './texts/index.ts'

/** On the page of a document, the way to its management, for who publishes. */
export const DocumentWork = ({ id }: { readonly id: string }) =>
  useHolds('document.publish') && (
    <p className="ways">
      <Link to="/documents/$id/manage" params={{ id }}>
        {t.documentWork}
      </Link>
    </p>
  )
