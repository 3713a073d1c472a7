import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { parseSync } from 'oxc-parser'

/** Lets esbuild leave out the constants of `shared` that a function does not read. It keeps each call that stands in a
 *  module of which anything is read, since the call might do more than make a value: all schemas of a model for whoever
 *  reads one of them. The modules of `shared` only define (`sideEffects: false` in package.json says the same of a
 *  module as a whole), so that what makes a constant there may go with it. */
export const unreadConstants: Plugin = {
  name: 'unread-constants',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]shared[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = rewritten.get(text) ?? withDroppableConstants(text)
      rewritten.set(text, contents)
      return { contents, loader: 'ts' }
    }),
}

/** Modules by what they were: most functions bundle the same ones. */
const rewritten = new Map<string, string>()

/** A module whose constants are each made by a function of its own that may be left out; esbuild puts its content back
 *  in place where the constant is read. Lines stay what they were. */
export const withDroppableConstants = (text: string): string => {
  const { program } = parseSync('module.ts', text)
  const made = program.body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => (statement?.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init === null || DROPPED_ANYWAY.has(init.type) ? [] : [init]))
  return made.reduceRight(
    (all, { start, end }) =>
      `${all.slice(0, start)}/* @__PURE__ */ (() => (${all.slice(start, end)}))()${all.slice(end)}`,
    text,
  )
}

/** What esbuild leaves out by itself. */
const DROPPED_ANYWAY: ReadonlySet<string> = new Set(['ArrowFunctionExpression', 'Literal'])
