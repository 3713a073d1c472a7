import '../knowledge.css'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api } from '../../../api.ts'
import { bytes, day } from '../../../format.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { language, say } from '../../../language.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { contentOf, useDocumentResource } from '../content.ts'
import { documentToManage, type ManagedDocument } from '../data.ts'
import { t } from '../texts/index.ts'
import { ContentFields } from '../ui/content-fields.tsx'
import { FollowSending } from '../ui/follow-sending.tsx'
import { NextVersion } from '../ui/next-version.tsx'
import { Withdraw } from '../ui/withdraw.tsx'

const route = getRouteApi('/documents/$id/manage')

/** One document for who publishes it: its files with what became of each, what is said of it, its withdrawal. */
export const ManageDocumentPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(documentToManage(id))
  const { document, version } = data
  const cache = useQueryClient()
  const resource = useDocumentResource(document)
  const may = useMay('document.publish', resource)
  const reread = useCallback(
    () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['document', id] }),
        cache.invalidateQueries({ queryKey: ['documents'] }),
      ]),
    [cache, id],
  )
  const isOpen = document.status !== 'withdrawn'
  return (
    <>
      <Heading title={t.manage.title(say(document.titles))} />
      <p className="ways">
        <Link to="/documents/manage">{t.create.toList}</Link>
        {document.current !== null && isOpen && (
          <Link to="/documents/$id" params={{ id }}>
            {t.manage.read}
          </Link>
        )}
      </p>
      <Facts
        facts={[
          [t.manage.state, t.statuses[document.status]],
          [t.labels.visibility, t.visibilities[document.visibility]],
        ]}
      />
      {document.withdrawal && <p className="notice">{t.manage.withdrawnFor(document.withdrawal.reason)}</p>}
      <FollowSending document={document} reread={reread} />
      <Versions of={document} />
      {isOpen && resource !== undefined && !may.may && <MayNot of={may} quiet />}
      {isOpen && may.may && (
        <>
          <NextVersion key={document.versions.length} document={document} reread={reread} />
          <section aria-labelledby="about">
            <h2 id="about">{t.manage.about}</h2>
            <ContentForm document={document} version={version} reread={reread} />
          </section>
          <Withdraw document={document} version={version} reread={reread} />
        </>
      )}
    </>
  )
}

const Versions = ({ of: { versions } }: { readonly of: ManagedDocument }) => (
  <Table
    caption={t.manage.versions}
    rows={versions.toReversed()}
    rowKey={({ number }) => String(number)}
    columns={[
      {
        key: 'version',
        name: t.manage.version,
        cell: ({ number, fileName }) => `${number}: ${fileName}`,
      },
      { key: 'state', name: t.manage.state, cell: ({ status }) => t.manage.versionStates[status] },
      {
        key: 'refusal',
        name: t.manage.refusal,
        cell: ({ refusal }) => (refusal === undefined ? '–' : refusal.detail[language]),
      },
      { key: 'size', name: t.manage.size, numeric: true, cell: ({ size }) => bytes(size) },
      { key: 'added', name: t.manage.added, cell: ({ createdAt }) => day(createdAt) },
    ]}
  />
)

const ContentForm = ({
  document,
  version,
  reread,
}: {
  readonly document: ManagedDocument
  readonly version: number
  readonly reread: () => Promise<unknown>
}) => {
  const params = { documentId: document.id }
  const form = useForm({
    id: `document.${document.id}`,
    title: t.manage.title(say(document.titles)),
    initial: contentOf(document),
    version,
    check: async () => (await import('../checks.ts')).documentContent,
    send: (body, attempt) => api.knowledge.changeDocument({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await api.knowledge.getDocument({ params })
      return { values: contentOf(body), version: now }
    },
    onDone: async () => {
      await reread()
      tell(t.manage.saved)
    },
  })
  return (
    <Form form={form} action={t.manage.save} labels={t.labels}>
      <ContentFields values={form.values} set={form.set} />
    </Form>
  )
}
