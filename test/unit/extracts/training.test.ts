import { extractText } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { printed } from '#extracts/model'
import { at, NUMBER } from '../registry/extracts/support.ts'
import { anonymous, editor, send } from '../registry/support.ts'
import { printedExtract } from './printed-extract.ts'
import { issuing, realTypesetter } from './support.ts'

/** An extract issued on a platform, its JSON file, and what the register answers about it. */
const issued = async (training: boolean) => {
  const given = await issuing({}, { training })
  const { body } = await send(given.extracts.issueExtract, {
    actor: editor,
    params: { registerId: 'national', number: NUMBER },
    body: {},
    at: at('2026-03-11'),
  })
  await given.stream()
  const file = new TextDecoder().decode(given.files.kept.get(`extracts/${body.code}.json`))
  const checked = await send(given.extracts.verifyExtract, {
    actor: anonymous,
    params: { code: body.code },
    at: at('2026-03-11'),
  })
  return { file: JSON.parse(file), checked: checked.body }
}

describe('an extract', () => {
  it('that was issued for training says so in its file, and where it is checked', async () => {
    const { file, checked } = await issued(true)
    expect(file.training).toBe(true)
    expect(checked).toMatchObject({ result: 'current', training: true })
    expect(printed(file).training?.mark).toBe('TRAINING')
  })

  it('that was issued for real says nothing of training', async () => {
    const { file, checked } = await issued(false)
    expect(file).not.toHaveProperty('training')
    expect(checked).not.toHaveProperty('training')
    expect(printed(file)).not.toHaveProperty('training')
  })

  it.each([
    ['en', 'TRAINING', 'Issued for training'],
    ['ru', 'УЧЕБНЫЙ', 'Учебный документ'],
  ] as const)(
    'carries the mark on each page of its PDF, and a sentence: %s',
    async (language, mark, notice) => {
      const typeset = await realTypesetter()
      const descriptions = { en: 'word '.repeat(900), ru: 'слово '.repeat(800) }
      const pages = async (training: boolean) => {
        const pdf = typeset(await printedExtract(language, { descriptions }, training))
        return (await extractText(pdf.slice())).text
      }
      const marked = await pages(true)
      expect(marked.length).toBeGreaterThan(1)
      for (const page of marked) expect(page).toContain(mark)
      expect(marked[0]).toContain(notice)
      expect((await pages(false)).join()).not.toContain(mark)
    },
  )
})
