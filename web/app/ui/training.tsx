import { useQuery } from '@tanstack/react-query'
import { settings } from '../settings.ts'
import { t } from '../texts/index.ts'

/** Where people learn: says on every page that nothing is real, and across each printed one. Nothing waits for it, and
 *  elsewhere there is nothing. */
export const Training = () => {
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: settings,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data?.training !== true) return null
  return (
    <>
      <section className="training" aria-label={t.training.name}>
        <p>
          <strong>{t.training.name}.</strong> {t.training.text}
        </p>
      </section>
      <div className="training-mark" aria-hidden="true">
        {t.training.mark}
      </div>
    </>
  )
}
