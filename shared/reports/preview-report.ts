import type { Call } from '#kernel/call'
import { stateReport } from './compose-report.ts'
import type { reportPreviewsContract } from './contract.ts'
import type { PreviewBlock } from './model.ts'
import { lastPeriod, refuseUnlessOver } from './periods.ts'
import type { PreviewingPorts } from './ports.ts'
import type { Block } from './present/blocks.ts'
import { presentedStatement } from './present/presented.ts'
import { defined } from './subjects.ts'

/** What a report would say if it were defined so and made now by the caller, in the language of the request or, if it is
 *  not made in that, in its first. It is stated and presented as the report itself is and never written down, so that
 *  nothing has to be kept from archive, recipients and schedule.
 *  @throws ForbiddenError and RuleFailedError as `createReport`
 *  @throws RuleFailedError for a period of another length, or that is not over */
export const previewReport =
  (ports: PreviewingPorts) => async (call: Call<typeof reportPreviewsContract.routes.previewReport>) => {
    const { actor, at, body: content, query } = call
    await defined(ports, call)
    if (query.period !== undefined) refuseUnlessOver(query.period, content, at)
    const period = query.period ?? lastPeriod(content, at)
    const [first = call.language] = content.languages
    const language = content.languages.includes(call.language) ? call.language : first
    const said = await stateReport(ports)({ content, period, actor: async () => actor })
    const { words, title, subtitle, audience, sections } = presentedStatement(said, language)
    const body = {
      mark: words.preview.mark,
      period,
      language,
      madeAt: at.toISOString(),
      title,
      subtitle,
      statements: [words.preview.notice, ...(ports.training ? [words.training.notice] : []), audience],
      sections: sections.map(({ heading, blocks }) => ({ heading, blocks: blocks.map(shown) })),
      inputHash: said.inputHash,
    }
    return { status: 200 as const, body }
  }

const shown = (block: Block): PreviewBlock => {
  switch (block.kind) {
    case 'terms':
      return { kind: 'terms', rows: block.rows.map(([term, text]) => ({ term, text })) }
    case 'table': {
      const { caption, columns, rows } = block.table
      const table = {
        caption,
        columns: [...columns],
        rows: rows.map((cells) => cells.map(({ text }) => text)),
      }
      return { kind: 'table', table }
    }
    default:
      return block
  }
}
