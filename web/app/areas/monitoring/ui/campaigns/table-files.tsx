import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { save } from '../../../../figures/download.ts'
import { Table } from '../../../../ui/table.tsx'
import { Refused } from '../../../../ui/trouble.tsx'
import { campaignFiles, campaigns } from '../../api.ts'
import { t } from '../../texts/campaigns/index.ts'
import { ClusterName } from '../cluster-name.tsx'

const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Filling in by a table of one's own: the template, and what became of each row that was sent back. */
export const TableFiles = ({
  campaign,
  onUploaded,
}: {
  readonly campaign: string
  readonly onUploaded: () => Promise<void>
}) => {
  const field = useId()
  const params = { campaignId: campaign }
  const template = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const { body } = await campaigns.getTemplate({ params, query: { format } })
      const bytes = Uint8Array.from(atob(body.content), (character) => character.charCodeAt(0))
      save(new Blob([bytes], { type: TYPES[format] }), body.fileName)
    },
  })
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const { body } = await campaignFiles.uploadTable({
        params,
        body: { fileName: file.name, content: await base64Of(file) },
      })
      return body
    },
    onSuccess: onUploaded,
  })
  return (
    <section aria-labelledby={`${field}-title`}>
      <h2 id={`${field}-title`}>{t.files.title}</h2>
      <p>{t.files.text}</p>
      <p className="ways">
        {(['xlsx', 'csv'] as const).map((format) => (
          <button key={format} type="button" onClick={() => template.mutate(format)}>
            {t.files.template(format.toUpperCase())}
          </button>
        ))}
      </p>
      {template.error && <Refused error={template.error} />}
      <div className="field">
        <label htmlFor={field}>{t.files.upload}</label>
        <input
          id={field}
          type="file"
          accept=".csv,.xlsx"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) upload.mutate(file)
            // The same file, mended, can be chosen again.
            target.value = ''
          }}
        />
      </div>
      <div role="status">
        {upload.isPending && <p>{t.files.sending}</p>}
        {upload.data && <p>{t.files.result(upload.data)}</p>}
      </div>
      {upload.error && <Refused error={upload.error} />}
      {upload.data && (
        <Table
          caption={t.files.rows}
          rows={upload.data.rows}
          rowKey={({ row }) => String(row)}
          columns={[
            { key: 'row', name: t.files.row, cell: ({ row }) => row + 1 },
            { key: 'cluster', name: t.files.cluster, cell: ({ id }) => id && <ClusterName id={id} /> },
            { key: 'outcome', name: t.files.outcome, cell: ({ outcome }) => t.files.outcomes[outcome] },
            { key: 'reason', name: t.files.reason, cell: ({ reason }) => reason },
          ]}
        />
      )}
    </section>
  )
}

/** The bytes of a file in base64. */
const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.readAsDataURL(file)
  })
