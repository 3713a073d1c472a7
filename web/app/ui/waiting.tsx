import { t } from '../texts/index.ts'

/** Where something will stand, while it is on its way; as tall as it is likely to be, so that nothing jumps. */
export const Waiting = ({ lines = 4 }: { readonly lines?: number }) => (
  <div className="waiting" role="status">
    <span className="unseen">{t.loading}</span>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} aria-hidden="true" />
    ))}
  </div>
)
