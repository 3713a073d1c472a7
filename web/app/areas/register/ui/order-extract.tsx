import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { inAddress } from '#registry/model/entry-steps'
import { troubleOf } from '../../../api.ts'
import { bound } from '../../../forms/bound.ts'
import { DateField, SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { language } from '../../../language.ts'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { extracts } from '../api.ts'
import { t } from '../texts/index.ts'

type Wanted = NonNullable<Parameters<typeof extracts.issueExtract>[0]['body']>

const FORMATS = ['pdf', 'json'] as const
type Format = (typeof FORMATS)[number]

/** Files are made after the extract is issued: so often, and after so long, they are asked for. */
const TRIES = 30
const PAUSE_MILLISECONDS = 1000

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS))

/** Has an extract issued and gives its files. */
export const OrderExtract = ({
  register,
  number,
}: {
  readonly register: string
  readonly number: string
}) => {
  const [code, setCode] = useState<string>()
  const form = useForm<{ readonly asOf?: string; readonly language?: 'en' | 'ru' }, Wanted, string>({
    id: `extract.${register}.${number}`,
    title: t.extract.draft(number),
    initial: { language },
    check: async () => (await import('../checks.ts')).newExtract,
    send: async (body, { idempotencyKey }) => {
      const params = { registerId: register, number: inAddress(number) }
      return (await extracts.issueExtract({ params, body, idempotencyKey })).body.code
    },
    onDone: (issued) => {
      setCode(issued)
      tell(t.extract.issued)
    },
  })
  const field = bound(form.values, form.set, t.extract.labels)
  return (
    <section aria-labelledby="extract">
      <h2 id="extract">{t.extract.title}</h2>
      <p>{t.extract.lead}</p>
      {code === undefined ? (
        <Form form={form} action={t.extract.order} labels={t.extract.labels}>
          <DateField {...field('asOf')} hint={t.extract.asOfHint} />
          <SelectField
            {...field('language')}
            options={[
              ['en', 'English'],
              ['ru', 'Русский'],
            ]}
          />
        </Form>
      ) : (
        <Issued code={code} onAnother={() => setCode(undefined)} />
      )}
    </section>
  )
}

const Issued = ({ code, onAnother }: { readonly code: string; readonly onAnother: () => void }) => {
  const [state, setState] = useState<'idle' | 'waiting' | 'late'>('idle')
  const [trouble, setTrouble] = useState<{ readonly error: unknown; readonly format: Format }>()
  const download = async (format: Format) => {
    setState('waiting')
    setTrouble(undefined)
    try {
      const url = await addressOf(code, format)
      setState(url === undefined ? 'late' : 'idle')
      if (url !== undefined) location.assign(url)
    } catch (error) {
      setState('idle')
      setTrouble({ error, format })
    }
  }
  return (
    <>
      <p role="status">
        {t.extract.code} <strong>{code}</strong>
      </p>
      <p className="ways">
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className={format === 'pdf' ? 'main' : undefined}
            disabled={state === 'waiting'}
            onClick={() => void download(format)}
          >
            {t.extract.formats[format]}
          </button>
        ))}
        <Link to="/verify" search={{ code }}>
          {t.extract.check}
        </Link>
        <button type="button" onClick={onAnother}>
          {t.extract.another}
        </button>
      </p>
      <p role="status">{state === 'waiting' ? t.extract.waiting : state === 'late' && t.extract.late}</p>
      {trouble && <TroubleHere error={trouble.error} again={() => void download(trouble.format)} />}
    </>
  )
}

/** From where a file can be read; undefined when it is not made yet after all tries. */
const addressOf = async (code: string, format: Format): Promise<string | undefined> => {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const url = await extracts.downloadExtract({ params: { code, format } }).then(
      ({ body }) => body.url,
      (error: unknown) => {
        if (troubleOf(error) !== 'missing') throw error
        return undefined
      },
    )
    if (url !== undefined) return url
    await pause()
  }
  return undefined
}
