import { Link } from '@tanstack/react-router'
import { list, period as periodText, whole } from '../../../../format.ts'
import { PreviewResult } from '../../../../forms/preview.tsx'
import type { Preview } from '../../../../forms/use-preview.ts'
import { Table } from '../../../../ui/table.tsx'
import type { AlertPreview } from '../../api.ts'
import { t } from '../../texts/alerts/index.ts'
import { useIndicators } from '../indicators.ts'
import { useSubjects } from '../subjects.ts'
import { readText } from './condition-words.ts'

const KINDS = ['opens', 'stays-open', 'stays-ended', 'ends'] as const

const said = ({ counts }: AlertPreview): string => {
  const some = KINDS.filter((kind) => counts[kind] > 0)
  return some.length === 0
    ? t.preview.nothing
    : `${list(some.map((kind) => t.preview.counts[kind](counts[kind])))}.`
}

/** Which alerts a rule would open now, and what would become of those that it has. */
export const RulePreview = ({ preview }: { readonly preview: Preview<AlertPreview> }) => (
  <PreviewResult preview={preview} said={said}>
    {(found) => <Found preview={found} />}
  </PreviewResult>
)

const Found = ({ preview }: { readonly preview: AlertPreview }) => {
  const { condition, judged, hidden, counts, items } = preview
  const indicators = useIndicators()
  const { nameOf } = useSubjects()
  const total = KINDS.reduce((sum, kind) => sum + counts[kind], 0)
  return (
    <>
      <p>
        {t.preview.judged(judged)} {hidden && t.preview.hidden}
      </p>
      {items.length > 0 && (
        <Table
          caption={
            total > items.length ? t.preview.first(whole(items.length), whole(total)) : t.preview.found
          }
          rows={items}
          rowKey={({ subject }) => subject.code}
          columns={[
            {
              key: 'subject',
              name: t.subject,
              cell: ({ subject }) =>
                subject.universe === 'cluster' && subject.dimension === 'unit' ? (
                  <Link to="/clusters/$id" params={{ id: subject.code }}>
                    {nameOf(subject)}
                  </Link>
                ) : (
                  nameOf(subject)
                ),
            },
            {
              key: 'value',
              name: t.preview.now,
              cell: ({ value, period }) => {
                const read = readText({ condition, value }, indicators)
                return period === undefined ? read : t.readOf(read, periodText(period))
              },
            },
            { key: 'becomes', name: t.preview.becomes, cell: ({ becomes }) => t.preview.kinds[becomes] },
          ]}
        />
      )}
    </>
  )
}
