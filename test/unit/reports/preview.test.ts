import { describe, expect, it } from 'vitest'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { ReportPreview } from '#reports/model'
import { presented } from '#reports/present/presented'
import { previewReport } from '#reports/preview-report'
import { send } from '../registry/support.ts'
import { NOW, platform, yearly } from './register-support.ts'
import { anAlert, bavaria, ministry, nobody, planner } from './support.ts'

const ALERTS = { audience: 'authority' as const, sections: ['alerts', 'method'] }

const previewing = async (options: NonNullable<Parameters<typeof platform>[0]> = {}) => {
  const given = await platform(options)
  const shown = previewReport({
    ...given.making,
    clusters: given.making.register,
    indicators: async () => new Set((await given.making.figures.catalogue()).map(({ code }) => code)),
  })
  const preview = (over: object = {}, request: object = {}) =>
    send(shown, { actor: ministry, body: yearly(over), at: NOW, ...request })
  return {
    ...given,
    preview,
    previewed: async (...asked: Parameters<typeof preview>) =>
      ReportPreview.parse((await preview(...asked)).body),
  }
}

/** All that a preview or a report says, in one text. */
const wordsOf = (said: object): string => JSON.stringify(said)

describe('the preview of a report', () => {
  it.each(['en', 'ru'] as const)(
    'says in %s what the report says that is made afterwards',
    async (language) => {
      const given = await previewing()
      const preview = await given.previewed({}, { language })
      const document = await given.report({})
      const report = presented(document, language)
      expect(preview).toMatchObject({
        language,
        period: '2025',
        inputHash: document.inputHash,
        title: report.title,
        subtitle: report.subtitle,
      })
      expect(preview.sections.map(({ heading }) => heading)).toEqual(
        report.sections.map(({ heading }) => heading),
      )
      for (const [index, { blocks }] of report.sections.entries())
        expect(preview.sections[index]?.blocks).toEqual(
          blocks.map((block) => {
            if (block.kind === 'terms')
              return { ...block, rows: block.rows.map(([term, text]) => ({ term, text })) }
            if (block.kind !== 'table') return block
            const rows = block.table.rows.map((cells) => cells.map(({ text }) => text))
            return { kind: 'table', table: { ...block.table, rows } }
          }),
        )
    },
  )

  it('says that it is one, and on a platform for training that nothing is real', async () => {
    expect(await (await previewing()).previewed()).toMatchObject({
      mark: 'PREVIEW',
      madeAt: NOW.toISOString(),
      statements: [expect.stringContaining('is no report'), 'All figures are those that everybody may read.'],
    })
    const { statements } = await (await previewing({ training: true })).previewed({}, { language: 'ru' })
    expect(statements).toContain('Учебный документ: сведения в этом отчёте вымышлены.')
  })

  it('changes no record', async () => {
    const { tables, preview } = await previewing()
    // Whoever reads figures first, here or at /kpis, makes the key of their hashes.
    await preview()
    const all = () => structuredClone(tables.map((one) => one.all()))
    const before = all()
    await preview()
    await preview({ scope: { kind: 'region', code: 'DE-BY' }, audience: 'authority' })
    expect(all()).toEqual(before)
  })

  it('speaks the language of the request, if the report does', async () => {
    const { previewed } = await previewing()
    expect((await previewed({ languages: ['ru'] }, { language: 'en' })).language).toBe('ru')
    expect((await previewed({ languages: ['ru', 'en'] }, { language: 'en' })).language).toBe('en')
  })

  it('is about the last period that is over, or about the one that is asked for', async () => {
    const { preview, previewed } = await previewing()
    expect((await previewed({}, { query: { period: '2024' } })).period).toBe('2024')
    await expect(preview({}, { query: { period: '2026' } })).rejects.toThrow('2026 is not over')
    await expect(preview({}, { query: { period: '2025-Q1' } })).rejects.toThrow(RuleFailedError)
  })
})

describe('who sees a preview', () => {
  it('is who may define the report', async () => {
    const { preview } = await previewing()
    await expect(preview({}, { actor: bavaria })).rejects.toThrow(ForbiddenError)
    const own = await preview({ scope: { kind: 'region', code: 'DE-BY' } }, { actor: bavaria })
    expect(own.body).toMatchObject({ title: 'Clusters of the nation', subtitle: 'Region: Bavaria, 2025' })
    await expect(preview({}, { actor: nobody })).rejects.toThrow()
  })

  it('sees alerts only in a report for authorities, as it will be made with their rights', async () => {
    const given = await previewing({ alerts: [anAlert({})], actor: ministry })
    const told = await given.previewed(ALERTS)
    expect(wordsOf(told)).toContain('Few clusters')
    expect(told.inputHash).toBe((await given.report(ALERTS)).inputHash)
    expect(wordsOf(await given.previewed({ ...ALERTS, audience: 'public' }))).not.toContain('Few clusters')
  })

  it('is refused as the definition would be', async () => {
    const { preview } = await previewing()
    await expect(preview({ indicators: ['happiness'] }, { actor: planner })).rejects.toThrow(RuleFailedError)
    await expect(preview({ scope: { kind: 'region', code: 'DE-XX' } })).rejects.toThrow(RuleFailedError)
    const scope = {
      holder: 'authority',
      powers: ['report.schedule'],
      territory: ['*'],
      requestsPerMinute: 60,
    }
    const key = { ...ministry, key: scope }
    await expect(preview({ audience: 'authority' }, { actor: key })).rejects.toThrow('rights of a person')
  })
})
