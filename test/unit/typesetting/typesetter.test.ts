import { initSync } from '@myriaddreamin/typst-ts-web-compiler'
import { extractText } from 'unpdf'
import { beforeAll, expect, it } from 'vitest'
import { type Typeset, typesetter } from '#typesetting/typesetter'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'

const LAYOUT = `
#set document(date: none)
#let given = json("/page.json")
#for line in range(given.lines) [= #given.word #line
  #for column in range(20) [ #given.word #calc.pow(line, 2) #column ]
]
#if given.fails { panic("as asked") }
`

const MEGABYTE = 1024 * 1024

let typeset: Typeset
beforeAll(async () => {
  typeset = await typesetter(await packagedTypesetter(), { name: 'page', layout: LAYOUT })
})

const page = (word: string, options: { lines?: number; fails?: boolean } = {}) =>
  typeset({ word, lines: 60, fails: false, ...options })

const textOf = async (pdf: Uint8Array) => (await extractText(Uint8Array.from(pdf), { mergePages: true })).text

it('takes no more memory for the fortieth document than for the tenth', () => {
  const { memory } = initSync({ module: new Uint8Array() })
  const used: number[] = []
  const size: number[] = []
  for (let document = 1; document <= 40; document += 1) {
    page(`document${document}`, { lines: 100 })
    used.push(process.memoryUsage().rss)
    size.push(memory.buffer.byteLength)
  }
  expect(new Set(size).size).toBe(1)
  expect((used[39] ?? 0) - (used[9] ?? 0)).toBeLessThan(60 * MEGABYTE)
})

it('makes the same of a document whatever was made before, also after one that failed', async () => {
  const first = Buffer.from(page('same'))
  page('other', { lines: 90 })
  expect(() => page('failing', { fails: true })).toThrow(/the page cannot be typeset.*as asked/)
  expect(first.equals(page('same'))).toBe(true)
  expect(await textOf(first)).toContain('same 59')
})

it('keeps typesetters apart that share the compiler', async () => {
  const layout = '#let given = json("/card.json")\n= #given.word'
  const card = await typesetter(await packagedTypesetter(), { name: 'card', layout })
  const before = Buffer.from(page('same'))
  expect(await textOf(card({ word: 'greeting' }))).toContain('greeting')
  expect(before.equals(page('same'))).toBe(true)
  expect(await textOf(card({ word: 'farewell' }))).toContain('farewell')
})
