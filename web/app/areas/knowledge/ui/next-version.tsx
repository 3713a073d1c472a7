import { useState } from 'react'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import type { WithFile } from '../checks.ts'
import type { ManagedDocument } from '../data.ts'
import { t } from '../texts/index.ts'
import type { Upload } from '../upload/send-file.ts'
import { beginSending, useSending } from '../upload/sendings.ts'
import { FileField } from './file-field.tsx'

type Content = Parameters<typeof api.knowledge.addVersion>[0]['body']

/** Sends the next file of a document, or once more the one that is still awaited. */
export const NextVersion = ({
  document,
  reread,
}: {
  readonly document: ManagedDocument
  readonly reread: () => Promise<unknown>
}) => {
  const sending = useSending(document.id)
  const [file, setFile] = useState<File>()
  const awaited = document.versions.findLast(
    ({ status, number }) => status === 'awaiting-upload' && number !== sending?.version,
  )
  const form = useForm<WithFile, Content, { readonly version: number; readonly upload: Upload }>({
    id: `document.${document.id}.version`,
    title: t.next.title,
    initial: {},
    check: async () => (await import('../checks.ts')).newVersion(file !== undefined),
    send: async (body, { idempotencyKey }) => {
      const params = { documentId: document.id }
      if (awaited?.sha256 !== body.sha256)
        return (await api.knowledge.addVersion({ params, body, idempotencyKey })).body
      const { number: version } = awaited
      return { version, upload: (await api.knowledge.getUpload({ params: { ...params, version } })).body }
    },
    onDone: async ({ version, upload }) => {
      if (file !== undefined) beginSending(document.id, version, upload, file)
      await reread()
    },
  })
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t.next.title}</h2>
      <p>{awaited === undefined ? t.next.text : t.next.again(awaited.fileName)}</p>
      <Form form={form} action={t.next.send} labels={t.labels}>
        <FileField
          value={form.values.file}
          isHere={file !== undefined}
          onChange={(declared, chosen) => {
            setFile(chosen)
            form.set('file', declared)
          }}
        />
      </Form>
    </section>
  )
}
