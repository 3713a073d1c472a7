import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { ROOT } from '../../infra/paths.ts'
import { tableText } from '../bench/table-text.ts'
import { type Score, scoreLines, scoreOf } from './score.ts'

/** `npm run mutation [-- registry monitoring/model/aggregation …]`: R5, the share of mutants of the models that tests
 *  notice, each context's models, or a file or folder of them, tried with that context's own tests. All mutants in
 *  `.local/mutation/<context>.json`; a second run tries those anew whose code or tests changed. */

/** Where else a context's models are tested: by whoever asks for them. */
const BESIDES: Readonly<Record<string, readonly string[]>> = { registry: ['test/unit/extracts'] }

const contexts = [
  ...new Set(globSync('shared/*/model.ts', { cwd: ROOT }).map((path) => path.split('/')[1] ?? '')),
].sort()

/** What is asked for: `registry` all of its models, `registry/model/rules` or `registry/model/rules.ts` a part. */
const partOf = (text: string): { readonly context: string; readonly files: readonly string[] } => {
  const [context = '', ...part] = text.split('/')
  const patterns =
    part.length === 0
      ? [`shared/${context}/model.ts`, `shared/${context}/model/**/*.ts`]
      : text.endsWith('.ts')
        ? [`shared/${text}`]
        : [`shared/${text}/**/*.ts`]
  return { context, files: globSync(patterns, { cwd: ROOT }) }
}

const asked = process.argv.slice(2)
const parts = (asked.length === 0 ? contexts : asked).map(partOf)
const unknown = parts.findIndex(({ context, files }) => !contexts.includes(context) || files.length === 0)
if (unknown !== -1) {
  console.error(`"${asked[unknown]}" is no model, nor part of one (there are ${contexts.join(', ')})`)
  process.exit(1)
}

const scores: Score[] = []
for (const [index, { context, files }] of parts.entries()) {
  const name = asked[index] ?? context
  console.log(`\n${name}`)
  scores.push(scoreOf(name, await mutantsOf(context, files)))
}
console.log('\nR5  mutation score of shared/*/model*')
console.log(tableText(scoreLines(scores)))

function mutantsOf(context: string, files: readonly string[]) {
  const folders = [...(BESIDES[context] ?? []), `test/unit/${context}`, `test/functions/${context}`]
  return new Stryker({
    mutate: [...files],
    testFiles: folders
      .filter((folder) => existsSync(join(ROOT, folder)))
      .map((folder) => `${folder}/**/*.test.ts`),
    incrementalFile: `.local/mutation/${context}-incremental.json`,
    jsonReporter: { fileName: `.local/mutation/${context}.json` },
  }).runMutationTest()
}
