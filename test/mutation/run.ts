import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { ROOT } from '../../infra/paths.ts'
import { tableText } from '../bench/table-text.ts'
import { type Score, scoreLines, scoreOf } from './score.ts'

/** `npm run mutation [-- registry monitoring …]`: R5, the share of mutants of the models that tests notice, each
 *  context's models tried with that context's own tests. All mutants in `.local/mutation/<context>.json`; a second run
 *  tries those anew whose code or tests changed. */

/** Where else a context's models are tested: by whoever asks for them. */
const BESIDES: Readonly<Record<string, readonly string[]>> = { registry: ['test/unit/extracts'] }

const contexts = [
  ...new Set(globSync('shared/*/model.ts', { cwd: ROOT }).map((path) => path.split('/')[1] ?? '')),
].sort()
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !contexts.includes(name))
if (unknown !== undefined) {
  console.error(`"${unknown}" is no context with a model (there are ${contexts.join(', ')})`)
  process.exit(1)
}

const scores: Score[] = []
for (const context of asked.length === 0 ? contexts : asked) {
  console.log(`\n${context}`)
  scores.push(scoreOf(context, await mutantsOf(context)))
}
console.log('\nR5  mutation score of shared/*/model*')
console.log(tableText(scoreLines(scores)))

function mutantsOf(context: string) {
  const folders = [...(BESIDES[context] ?? []), `test/unit/${context}`, `test/functions/${context}`]
  const files = [`shared/${context}/model.ts`, `shared/${context}/model/**/*.ts`]
  return new Stryker({
    mutate: files,
    testFiles: folders
      .filter((folder) => existsSync(join(ROOT, folder)))
      .map((folder) => `${folder}/**/*.test.ts`),
    incrementalFile: `.local/mutation/${context}-incremental.json`,
    jsonReporter: { fileName: `.local/mutation/${context}.json` },
  }).runMutationTest()
}
