import '../knowledge.css'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import type { WithFile } from '../checks.ts'
import type { ContentValues } from '../content.ts'
import { t } from '../texts/index.ts'
import { ContentFields } from '../ui/content-fields.tsx'
import { FileField } from '../ui/file-field.tsx'
import { beginSending } from '../upload/sendings.ts'

const route = getRouteApi('/documents/new')

type Values = ContentValues & WithFile
type Content = Parameters<typeof api.knowledge.createDocument>[0]['body']
type Announced = Awaited<ReturnType<typeof api.knowledge.createDocument>>['body']

/** Announces a document; its file goes on its way, and the next page follows it. */
export const NewDocumentPage = () => {
  return (
    <>
      <Heading title={t.create.title} lead={t.create.lead} />
      <p className="ways">
        <Link to="/documents/manage">{t.create.toList}</Link>
      </p>
      <ForHolders of={['document.publish']} lacking={t.create.mayNot}>
        <NewDocumentForm />
      </ForHolders>
    </>
  )
}

const NewDocumentForm = () => {
  const { cluster } = route.useSearch()
  const navigate = route.useNavigate()
  const [file, setFile] = useState<File>()
  const form = useForm<Values, Content, Announced>({
    id: 'document.new',
    title: t.create.title,
    initial: { categories: [], clusters: cluster === undefined ? [] : [cluster], tags: [] },
    check: async () => (await import('../checks.ts')).newDocument(file !== undefined),
    send: async (body, { idempotencyKey }) =>
      (await api.knowledge.createDocument({ body, idempotencyKey })).body,
    onDone: async ({ document, version, upload }) => {
      if (file !== undefined) beginSending(document.id, version, upload, file)
      tell(t.create.announced)
      await navigate({ to: '/documents/$id/manage', params: { id: document.id } })
    },
  })
  return (
    <Form form={form} action={t.create.send} labels={t.labels}>
      <FileField
        value={form.values.file}
        isHere={file !== undefined}
        onChange={(declared, chosen) => {
          setFile(chosen)
          form.set('file', declared)
        }}
      />
      <ContentFields values={form.values} set={form.set} />
    </Form>
  )
}
