import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../../api.ts'
import { Dialog } from '../../../../forms/dialog.tsx'
import { say } from '../../../../language.ts'
import type { Release } from '../../../../types.ts'
import { tell } from '../../../../ui/done.ts'
import { Refused } from '../../../../ui/trouble.tsx'
import { t } from '../../texts/releases/index.ts'

/** What who publishes does about a release: changes or cancels its plan, has it prepared, plans its revision. */
export const SteerRelease = ({
  id,
  release,
  version,
}: {
  readonly id: string
  readonly release: Release
  readonly version: number
}) => {
  const { status } = release
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [isCancelling, setCancelling] = useState(false)
  const params = { release: id }
  const preparing = useMutation({
    mutationFn: () => api.releases.prepareRelease({ params, version }),
    onSuccess: async () => {
      await Promise.all(
        ['release-plan', 'held-by'].map((name) => cache.invalidateQueries({ queryKey: [name, id] })),
      )
      tell(t.willBePrepared)
    },
  })
  const cancelling = useMutation({
    mutationFn: () => api.releases.cancelRelease({ params, version }),
    onSuccess: async () => {
      tell(t.cancelled)
      await navigate({ to: '/release-plans' })
    },
  })
  return (
    <>
      <div className="ways">
        {status === 'planned' && (
          <Link to="/release-plans/$id/edit" params={{ id }}>
            {t.change}
          </Link>
        )}
        {(status === 'planned' || status === 'prepared') && (
          <button type="button" disabled={preparing.isPending} onClick={() => preparing.mutate()}>
            {status === 'planned' ? t.prepare : t.prepareAnew}
          </button>
        )}
        {status === 'planned' && (
          <button type="button" onClick={() => setCancelling(true)}>
            {t.cancel}
          </button>
        )}
        {status === 'published' && (
          <Link to="/release-plans/new" search={{ revises: id }}>
            {t.revise}
          </Link>
        )}
      </div>
      {preparing.error && <Refused error={preparing.error} />}
      <Dialog title={t.cancel} isOpen={isCancelling} onClose={() => setCancelling(false)}>
        <p>{t.cancelText(say(release.title))}</p>
        {cancelling.error && <Refused error={cancelling.error} />}
        <p className="ways">
          <button
            type="button"
            className="main"
            disabled={cancelling.isPending}
            onClick={() => cancelling.mutate()}
          >
            {t.cancel}
          </button>
        </p>
      </Dialog>
    </>
  )
}
