import { expect, it } from 'vitest'
import { renderer } from '#reports/rendering'
import { typesetter } from '#typesetting/typesetter'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'
import { rolesIn, structureFaults } from '../../support/pdf-structure.ts'
import { nationalReport } from '../../support/report-documents.ts'
import { printedExtract } from '../extracts/printed-extract.ts'
import { realTypesetter } from '../extracts/support.ts'

const render = renderer(packagedTypesetter)

it.each(['en', 'ru'] as const)('of a report in %s lets everybody read it', async (language) => {
  const pdf = await render(nationalReport(12), { format: 'pdf', language })
  expect(await structureFaults(pdf)).toEqual([])
  const { H1, H2 = 0, H3 = 0, Table = 0, TH = 0, TD = 0, Figure = 0 } = await rolesIn(pdf)
  expect(H1).toBe(1)
  for (const count of [H2, H3, Table, Figure]) expect(count).toBeGreaterThan(3)
  expect(TD).toBeGreaterThan(TH)
})

it.each(['en', 'ru'] as const)('of an extract in %s lets everybody read it', async (language) => {
  const pdf = (await realTypesetter())(await printedExtract(language))
  expect(await structureFaults(pdf)).toEqual([])
  expect(await rolesIn(pdf)).toMatchObject({ H1: 1, Table: 1, Link: 1 })
})

it.each([
  ['= A\n#image("/dot.svg")', 'a figure has no description'],
  ['= A\n=== B', 'heading 2 is H3 after H1'],
  ['== A', 'heading 1 is H2 after H0'],
  ['= A\n#table(columns: 2, [a], [b])', 'a table has no header'],
  ['A text alone', 'it has no heading'],
])('finds fault with %j', async (layout, fault) => {
  const typeset = await typesetter(await packagedTypesetter(), {
    name: 'spoilt',
    layout: `#set document(title: "T")\n#set text(lang: "en")\n${layout}`,
  })
  const dot =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" cx="4" cy="4"/></svg>'
  expect(await structureFaults(typeset({}, new Map([['/dot.svg', dot]])))).toEqual([fault])
})
