import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api.ts'
import { bytes, percent } from '../../../format.ts'
import { language } from '../../../language.ts'
import { Refused } from '../../../ui/trouble.tsx'
import type { ManagedDocument } from '../data.ts'
import { t } from '../texts/index.ts'
import { StoreRefusal } from '../upload/send-file.ts'
import { beginSending, type Sending, useSending } from '../upload/sendings.ts'

type Version = ManagedDocument['versions'][number]

const ASK_EVERY_MILLISECONDS = 1000
/** A check takes seconds; who waits this long is told that they need not. */
const SLOW_AFTER_MILLISECONDS = 30_000

/** Follows the file that is sent from this window until it was checked, and says how that went. */
export const FollowSending = ({
  document: { id, versions },
  reread,
}: {
  readonly document: ManagedDocument
  readonly reread: () => Promise<unknown>
}) => {
  const sending = useSending(id)
  const version = versions.find(({ number }) => number === sending?.version)
  const isAwaited = sending?.step.name === 'arrived' && version?.status === 'awaiting-upload'
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isAwaited) return undefined
    setSlow(false)
    const asking = setInterval(() => void reread(), ASK_EVERY_MILLISECONDS)
    const waiting = setTimeout(() => setSlow(true), SLOW_AFTER_MILLISECONDS)
    return () => {
      clearInterval(asking)
      clearTimeout(waiting)
    }
  }, [isAwaited, reread])
  if (sending === undefined || version === undefined) return null
  const { step, file } = sending
  return (
    <section className="sending" aria-labelledby="sending">
      <h2 id="sending">{t.sending.title}</h2>
      {step.name === 'sending' && <Progress of={file} sent={step.sent} />}
      <div role="status">
        <p>{stateOf(sending, version, isSlow)}</p>
        {version.status === 'refused' && <p>{t.sending.mend}</p>}
      </div>
      {step.name === 'broken' && <SendAgain document={id} sending={sending} />}
    </section>
  )
}

/** Where the file is, in words. */
const stateOf = ({ step }: Sending, { status, refusal }: Version, isSlow: boolean): string => {
  if (status === 'available') return t.sending.available
  if (status === 'refused') return t.sending.refused(refusal?.detail[language] ?? '')
  switch (step.name) {
    case 'sending':
      return t.sending.begun
    case 'arrived':
      return isSlow ? t.sending.slow : t.sending.arrived
    case 'broken':
      return step.error instanceof StoreRefusal ? t.sending.store(step.error.message) : t.sending.broken
    default:
      return step satisfies never
  }
}

const Progress = ({ of, sent }: { readonly of: File; readonly sent: number }) => (
  <p>
    <progress max={of.size} value={sent} aria-label={t.sending.progress(of.name)} />
    <br />
    {t.sending.share(percent(sent / of.size), bytes(sent), bytes(of.size))}
  </p>
)

/** The same file by a new form: forms are good for a quarter of an hour. */
const SendAgain = ({
  document,
  sending: { version, file },
}: {
  readonly document: string
  readonly sending: Sending
}) => {
  const again = useMutation({
    mutationFn: async () => {
      const { body } = await api.knowledge.getUpload({ params: { documentId: document, version } })
      beginSending(document, version, body, file)
    },
  })
  return (
    <>
      {again.error && <Refused error={again.error} />}
      <p className="ways">
        <button type="button" disabled={again.isPending} onClick={() => again.mutate()}>
          {t.sending.again}
        </button>
      </p>
    </>
  )
}
