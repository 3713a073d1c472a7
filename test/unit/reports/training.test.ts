import readXlsxFile from 'read-excel-file/node'
import { extractText } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { renderer } from '#reports/rendering'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'
import { nationalReport } from '../../support/report-documents.ts'

const render = renderer(packagedTypesetter)
const real = nationalReport(12)
const training = nationalReport(12, { training: true })

describe.each([
  ['en', 'TRAINING', 'Made for training: nothing in this report is real.'],
  ['ru', 'УЧЕБНЫЙ', 'Учебный документ: сведения в этом отчёте вымышлены.'],
] as const)('a report made for training says so: %s', (language, mark, notice) => {
  it('across its HTML, and in a sentence before all others', async () => {
    const html = async (document: typeof real) =>
      new TextDecoder().decode(await render(document, { format: 'html', language }))
    const page = await html(training)
    expect(page).toContain(`<div class="mark" aria-hidden="true">${mark}</div>`)
    expect(page.match(/<p>(.*?)<\/p>/)?.[1]).toBe(notice)
    const without = await html(real)
    for (const said of [`>${mark}<`, notice]) expect(without).not.toContain(said)
  })

  it('on each page of its PDF', async () => {
    const pages = async (document: typeof real) =>
      (await extractText((await render(document, { format: 'pdf', language })).slice())).text
    const marked = await pages(training)
    expect(marked.length).toBeGreaterThan(2)
    for (const page of marked) expect(page).toContain(mark)
    expect(marked.join(' ').replaceAll('\n', ' ')).toContain(notice)
    expect((await pages(real)).join()).not.toContain(mark)
  })

  it('above the header of each sheet of its workbook', async () => {
    const sheets = async (document: typeof real) =>
      readXlsxFile(Buffer.from(await render(document, { format: 'xlsx', language })))
    const [marked, without] = [await sheets(training), await sheets(real)]
    for (const [index, { data }] of marked.entries()) {
      expect(data[0]?.[0]).toBe(notice)
      expect(data.slice(1)).toEqual(without[index]?.data)
    }
  })
})
