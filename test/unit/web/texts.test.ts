import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../infra/paths.ts'
import { pluralIn } from '../../../web/app/texts/plural.ts'
import { filesOf } from '../../../web/build/files.ts'

const APP = join(ROOT, 'web', 'app')
const SOURCES = filesOf(APP)
  .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(en|ru)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(APP, path), 'utf8') }))

/** Folders of texts: those of the frame, of figures, of codes and of each area. */
const FOLDERS = filesOf(APP)
  .filter((path) => /(^|\/)en\.ts$/.test(path))
  .map(dirname)

type Branch = { readonly [name: string]: unknown }
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

/** All texts by the names that lead to them. */
const pathsOf = (branch: Branch, path = ''): readonly string[] =>
  Object.entries(branch).flatMap(([name, value]) =>
    isBranch(value) ? pathsOf(value, `${path}.${name}`) : [`${path}.${name}`],
  )

/** The modules that import the texts of a folder, with the name under which each does. */
const usersOf = (folder: string): readonly { readonly name: string; readonly text: string }[] =>
  SOURCES.flatMap(({ path, text }) => {
    const named = [...text.matchAll(/import \{ t(?: as (\w+))? \} from '([^']+)\/index\.ts'/g)].find(
      ([, , from = '']) => normalize(join(dirname(path), from)) === folder,
    )
    return named === undefined ? [] : [{ name: named[1] ?? 't', text }]
  })

/** Whether a module names the text, or the group that it stands in as a whole. */
const isUsed = (path: string, users: ReturnType<typeof usersOf>): boolean => {
  const parts = path.split('.')
  return users.some(({ name, text }) =>
    parts.some((_, length) => {
      const named = [name, ...parts.slice(1, parts.length - length)].join('\\.')
      const whole = length === 0 ? '' : '(?![.\\w])'
      return length < parts.length - 1 && new RegExp(`\\b${named}${whole}\\b|\\b${named}\\[`).test(text)
    }),
  )
}

describe('the texts of the portal', () => {
  it('stand with their area', () => {
    expect(FOLDERS).toEqual(expect.arrayContaining(['areas/public/texts', 'figures/texts', 'texts', 'words']))
  })

  it.for(FOLDERS)('are all used: %s', async (folder) => {
    const { en }: { en: Branch } = await import(join(APP, folder, 'en.ts'))
    const users = usersOf(folder)
    expect(pathsOf(en).filter((path) => !isUsed(path, users))).toEqual([])
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
