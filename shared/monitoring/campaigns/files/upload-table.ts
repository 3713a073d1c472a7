import * as z from 'zod'
import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { ConflictError, InvalidBodyError, StaleVersionError } from '#kernel/errors'
import { wording } from '#kernel/wording'
import { unreadable } from '#tabular/table'
import { Subject } from '../../model.ts'
import type { campaignFilesContract } from '../contract.ts'
import { deskOf, openForm } from '../form-desk.ts'
import { columnsOf, valuesIn } from '../model/columns.ts'
import { FormValue } from '../model/form.ts'
import type { CampaignPorts } from '../ports.ts'
import { saving } from '../save-form.ts'

/** Rows of one file: they are written within the time that a request has. */
const MOST_ROWS = 500

/** Rows under way at once. */
const AT_ONCE = 8

/** A row of a table as a form takes it, or why it cannot be taken. */
const Row = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('filled'),
    cluster: Subject,
    version: z
      .string()
      .regex(
        /^\d{0,15}$/,
        wording({
          en: 'expected the version of the form, or nothing',
          ru: 'ожидается версия формы или ничего',
        }),
      )
      .exactOptional(),
    values: z.array(FormValue),
  }),
  z.object({ kind: z.literal('faulty'), fault: z.object({ en: z.string(), ru: z.string() }) }),
])

/** Saves the forms of many clusters from a table. Each row is one form and stands or falls by itself, in one
 *  transaction; a file that cannot be read, or is not a table of this campaign, changes nothing. A row with a version
 *  is refused when the form changed since.
 *  @throws NotFoundError when there is no such campaign, or it has not opened
 *  @throws InvalidBodyError when the file cannot be taken as a whole */
export const uploadTable =
  (ports: CampaignPorts) => async (call: Call<typeof campaignFilesContract.routes.uploadTable>) => {
    // What reads spreadsheets is loaded with the first one.
    const { readTable } = await import('#tabular/read-table')
    const table = await readTable(Buffer.from(call.body.content, 'base64'))
    const desk = await deskOf(ports, call.params.campaignId)
    const columns = columnsOf(table.header, desk.campaign.value.figures)
    if ('fault' in columns) throw unreadable(columns.fault)
    if (table.rows.length === 0)
      throw unreadable({ en: 'The table has no rows.', ru: 'В таблице нет строк.' })
    if (table.rows.length > MOST_ROWS)
      throw unreadable({
        en: `The table has ${table.rows.length} rows; send at most ${MOST_ROWS} at once.`,
        ru: `В таблице ${table.rows.length} строк; отправляйте не более ${MOST_ROWS} за раз.`,
      })
    const firstLines = new Map<string, number>()
    const rows = table.rows.map(({ cells, fault }) =>
      fault === undefined
        ? {
            kind: 'filled',
            cluster: cells[columns.cluster] ?? '',
            ...(columns.version >= 0 && { version: cells[columns.version] ?? '' }),
            values: valuesIn(cells, columns.figures),
          }
        : { kind: 'faulty', fault },
    )
    const body = await answerRows({
      rows,
      schema: Row,
      language: call.language,
      parallel: AT_ONCE,
      handle: async (row, index): Promise<RowOutcome> => {
        if (row.kind === 'faulty') throw new InvalidBodyError(row.fault)
        const { cluster, version, values } = row
        const first = firstLines.get(cluster)
        firstLines.set(cluster, first ?? table.rows[index]?.line ?? 0)
        if (first !== undefined) throw twice(first)
        const opened = await openForm(ports, desk, cluster, call.at)
        covers(call.actor, 'kpi.submit', opened.resource)
        const stored = opened.form?.version ?? 0
        if (version !== undefined && version !== '' && Number(version) !== stored)
          throw new StaleVersionError()
        if (values.length === 0) return { outcome: 'unchanged', id: cluster }
        const { changes, writes } = saving(ports, opened, values, call)
        if (!changes) return { outcome: 'unchanged', id: cluster }
        await ports.table.write(writes)
        return { outcome: stored === 0 ? 'created' : 'updated', id: cluster }
      },
    })
    return {
      status: 200 as const,
      body: { ...body, rows: body.rows.map((row) => ({ ...row, ...located(table.rows, row) })) },
    }
  }

/** The reason of a rejected row with its line in the file. */
const located = (
  rows: readonly { readonly line: number }[],
  { row, reason }: { readonly row: number; readonly reason?: string },
) => (reason === undefined ? {} : { reason: `${rows[row]?.line ?? row}: ${reason}` })

const twice = (line: number) =>
  new ConflictError({
    en: `Line ${line} is about the same cluster.`,
    ru: `Строка ${line} — о том же кластере.`,
  })
