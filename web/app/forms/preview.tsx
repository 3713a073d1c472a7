import './preview.css'
import type { ReactNode } from 'react'
import { Refused } from '../ui/trouble.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { t } from './texts/index.ts'
import type { Preview } from './use-preview.ts'

/** The button of a preview, for the row of a form's buttons. */
export const PreviewButton = ({ preview: { ask } }: { readonly preview: Preview<unknown> }) => (
  <button type="button" onClick={ask}>
    {t.preview.title}
  </button>
)

/** What would come of a form, under it: announced when it is there, and kept when another try fails. */
export const PreviewResult = <P,>({
  preview: { isAsking, preview, isOld, trouble },
  said,
  children,
}: {
  readonly preview: Preview<P>
  /** What is seen, in a sentence. */
  readonly said: (preview: P) => string
  readonly children: (preview: P) => ReactNode
}) => {
  const isEmpty = !isAsking && preview === undefined && trouble === undefined
  return (
    <>
      <p className="unseen" role="status">
        {!isAsking && preview !== undefined && trouble === undefined && said(preview)}
      </p>
      {!isEmpty && (
        <section className="preview" aria-labelledby="preview-title">
          <h2 id="preview-title">{t.preview.title}</h2>
          {trouble !== undefined && <Refused error={trouble} />}
          {isAsking ? (
            <Waiting lines={6} />
          ) : (
            preview !== undefined && (
              <>
                {isOld && (
                  <p className="notice" role="status">
                    {t.preview.old}
                  </p>
                )}
                <p>{said(preview)}</p>
                {children(preview)}
              </>
            )
          )}
        </section>
      )}
      {preview !== undefined && (
        <div className="preview-mark" aria-hidden="true">
          {t.preview.title}
        </div>
      )}
    </>
  )
}
