import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../infra/paths.ts'
import { en } from '../../../web/app/texts/en.ts'
import { pluralIn } from '../../../web/app/texts/plural.ts'
import { filesOf } from '../../../web/build/files.ts'

const APP = join(ROOT, 'web', 'app')
const SOURCES = filesOf(APP)
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('texts/'))
  .map((path) => readFileSync(join(APP, path), 'utf8'))
  .join('\n')

type Branch = { readonly [name: string]: unknown }
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

/** All texts by the names that lead to them. */
const pathsOf = (branch: Branch, path = 't'): readonly string[] =>
  Object.entries(branch).flatMap(([name, value]) =>
    isBranch(value) ? pathsOf(value, `${path}.${name}`) : [`${path}.${name}`],
  )

/** Whether a page names the text, or the group that it stands in as a whole. */
const isUsed = (path: string): boolean => {
  const parts = path.split('.')
  return parts.some((_, length) => {
    const named = parts.slice(0, parts.length - length).join('\\.')
    const whole = length === 0 ? '' : '(?![.\\w])'
    return length < parts.length - 1 && new RegExp(`\\b${named}${whole}\\b|\\b${named}\\[`).test(SOURCES)
  })
}

describe('the texts of the portal', () => {
  it('are all used', () => {
    expect(pathsOf(en).filter((path) => !isUsed(path))).toEqual([])
  })

  it('have the plural forms of their language', () => {
    const clusters = pluralIn<'one' | 'few' | 'many'>('ru')({
      one: '# кластер',
      few: '# кластера',
      many: '# кластеров',
      other: '# кластера',
    })
    expect([1, 2, 5, 11, 21, 22, 111, 1005].map(clusters)).toEqual([
      '1 кластер',
      '2 кластера',
      '5 кластеров',
      '11 кластеров',
      '21 кластер',
      '22 кластера',
      '111 кластеров',
      '1\u00A0005 кластеров',
    ])
  })
})
