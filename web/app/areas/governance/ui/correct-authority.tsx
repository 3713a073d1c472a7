import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from '../../../forms/use-form.ts'
import { useHolds } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { useLanding } from '../../../ui/use-landing.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Authority, governance } from '../api.ts'
import { authorityValuesOf } from '../authority-values.ts'
import { authority as authorityOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { AuthorityForm } from './authority-form.tsx'

/** Corrects what is said of an authority, for who shares out powers; to others nothing. */
export const CorrectAuthority = ({ id }: { readonly id: string }) => {
  const holds = useHolds('power.grant')
  const [isOpen, setOpen] = useState(false)
  const landing = useLanding()
  if (!holds) return null
  return (
    <section aria-labelledby="correct">
      <h2 id="correct" tabIndex={-1} ref={landing.ref}>
        {t.authority.correct}
      </h2>
      <p>{t.authority.correctLead}</p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t.authority.correct}
      </button>
      {isOpen && (
        <Correction
          id={id}
          onDone={() => {
            setOpen(false)
            landing.land()
          }}
        />
      )}
    </section>
  )
}

interface Done {
  readonly onDone: () => void
}

const Correction = ({ id, onDone }: Done & { readonly id: string }) => {
  const found = useQuery({ ...authorityOf(id), gcTime: 0 })
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={6} />
  return <CorrectionForm authority={found.data.body} version={found.data.version} onDone={onDone} />
}

const CorrectionForm = ({
  authority,
  version,
  onDone,
}: Done & { readonly authority: Authority; readonly version: number }) => {
  const cache = useQueryClient()
  const params = { authorityId: authority.id }
  const form = useForm({
    id: `authority.${authority.id}`,
    title: t.authority.correct,
    initial: authorityValuesOf(authority),
    version,
    check: async () => (await import('../checks.ts')).authority,
    send: (body, attempt) => governance.updateAuthority({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await governance.getAuthority({ params })
      return { values: authorityValuesOf(body), version: now }
    },
    onDone: async () => {
      await Promise.all(
        ['authorities', 'authority', 'matrix', 'grants'].map((name) =>
          cache.invalidateQueries({ queryKey: [name] }),
        ),
      )
      tell(t.authority.corrected)
      onDone()
    },
  })
  return <AuthorityForm form={form} action={t.authority.correct} isNew={false} />
}
