import { period as periodText } from '../../../../format.ts'
import { PreviewResult } from '../../../../forms/preview.tsx'
import type { Preview } from '../../../../forms/use-preview.ts'
import { Facts } from '../../../../ui/facts.tsx'
import { Table } from '../../../../ui/table.tsx'
import type { ReportPreview as Content } from '../../api.ts'
import { t } from '../../texts/reports/index.ts'

type Block = Content['sections'][number]['blocks'][number]
type BlockTable = Extract<Block, { kind: 'table' }>['table']

const said = ({ period }: Content): string => t.ahead(periodText(period))

/** What a report would say if it were made now, in the words of its files. */
export const ReportPreview = ({ preview }: { readonly preview: Preview<Content> }) => (
  <PreviewResult preview={preview} said={said}>
    {({ title, subtitle, statements, sections, language }) => (
      <article lang={language}>
        <h3>{title}</h3>
        <p className="lead">{subtitle}</p>
        {statements.map((statement) => (
          <p key={statement} className="quiet">
            {statement}
          </p>
        ))}
        {sections.map(({ heading, blocks }) => (
          <section key={heading} aria-label={heading}>
            <h4>{heading}</h4>
            {blocks.map((block, index) => (
              <OneBlock key={index} block={block} />
            ))}
          </section>
        ))}
      </article>
    )}
  </PreviewResult>
)

const OneBlock = ({ block }: { readonly block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return <h5>{block.text}</h5>
    case 'paragraph':
      return <p>{block.text}</p>
    case 'terms':
      return <Facts facts={block.rows.map(({ term, text }) => [term, text] as const)} />
    case 'chart':
      return (
        <figure>
          <img
            src={`data:image/svg+xml,${encodeURIComponent(block.svg)}`}
            alt={`${block.title}. ${block.description}`}
          />
        </figure>
      )
    case 'table':
      return <OneTable table={block.table} />
  }
}

const OneTable = ({ table: { caption, columns, rows } }: { readonly table: BlockTable }) => (
  <Table
    caption={caption}
    rows={[...rows.entries()]}
    rowKey={([index]) => String(index)}
    columns={columns.map(({ name, numeric }, column) => ({
      key: String(column),
      name,
      numeric,
      cell: ([, cells]) => cells[column] ?? '',
    }))}
  />
)
