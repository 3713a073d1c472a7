import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { Sha256 } from '#kernel/sha256'
import { Period } from '#monitoring/model'
import { ReportLanguage } from './definition.ts'

const Table = z
  .object({
    caption: z.string(),
    columns: z.array(z.object({ name: z.string(), numeric: z.boolean() })),
    /** By columns; the first cell names what the row is about. */
    rows: z.array(z.array(z.string())),
  })
  .register(z.globalRegistry, { id: 'ReportTable' })

const Block = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('heading'), text: z.string() }),
    z.object({ kind: z.literal('paragraph'), text: z.string() }),
    z.object({
      kind: z.literal('terms'),
      rows: z.array(z.object({ term: z.string(), text: z.string() })),
    }),
    z.object({ kind: z.literal('table'), table: Table }),
    z.object({ kind: z.literal('chart'), svg: z.string(), title: z.string(), description: z.string() }),
  ])
  .register(z.globalRegistry, { id: 'ReportBlock' })
export type PreviewBlock = z.output<typeof Block>

/** What a report would say, as it is read in one language, block by block as in its files. */
export const ReportPreview = z
  .object({
    /** That it is a preview, in one word; stands on whatever shows it. */
    mark: z.string(),
    period: Period,
    language: ReportLanguage,
    madeAt: Instant,
    title: z.string(),
    subtitle: z.string(),
    statements: z.array(z.string()),
    sections: z.array(z.object({ heading: z.string(), blocks: z.array(Block) })),
    inputHash: Sha256.meta({
      description: 'Of a report that is made of the same definition, period and facts it is the same',
    }),
  })
  .register(z.globalRegistry, { id: 'ReportPreview' })
