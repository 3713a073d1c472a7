import { t } from '../texts/index.ts'
import { tell, useDone } from './done.ts'

/** The status line: what was done last, until it is closed or something else is done. */
export const DoneLine = () => {
  const done = useDone()
  return (
    <div className="done" role="status">
      {done && (
        <p>
          {done.text}
          <button type="button" aria-label={t.closeNotice} onClick={() => tell(undefined)}>
            ×
          </button>
        </p>
      )}
    </div>
  )
}
