import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, matchesGlob } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { MutantCoverage, StrykerOptions } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner'
import { firstFailure } from './run-tests.ts'
import { declaredBy, type Suite } from './suites.ts'

/** Typesetting, and properties of whole worlds of figures: seconds for each mutant. */
const LENGTHY = [
  'test/unit/{extracts/print,reports/forms}.test.ts',
  'test/unit/monitoring/model/confidentiality/disclosure.test.ts',
]

/** What mutated code reads and writes. */
interface Switchboard {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: MutantCoverage
}

declare global {
  var __stryker__: Switchboard | undefined
}

/** Runs tests for Stryker within one process that loads them once: a mutant costs the milliseconds that its tests take,
 *  not the second in which vitest starts a worker and loads the libraries. Mutants of what modules do while they load
 *  cannot be tried in this way. */
class OneProcessRunner implements TestRunner {
  readonly #patterns: readonly string[]
  readonly #switchboard: Switchboard
  #suites: readonly Suite[] = []

  constructor({ testFiles }: Pick<StrykerOptions, 'testFiles'>) {
    this.#patterns = testFiles
    globalThis.__stryker__ ??= {}
    this.#switchboard = globalThis.__stryker__
  }

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init(): Promise<void> {
    Object.assign(process.env, {
      POWERTOOLS_DEV: 'false',
      AWS_REGION: 'eu-central-1',
      LOG_LEVEL: 'ERROR',
      POWERTOOLS_SERVICE_NAME: 'test',
      LENGTHY_TESTS: 'none',
    })
    const vitest = new URL('./vitest.ts', import.meta.url).href
    registerHooks({
      resolve: (name, context, next) =>
        name === 'vitest' && context.parentURL !== vitest
          ? { url: vitest, shortCircuit: true }
          : next(name, context),
    })
    await import(pathToFileURL(join(process.cwd(), 'test/support/property-seed.ts')).href)
    const suites: Suite[] = []
    for (const file of nearestFirst(globSync([...this.#patterns])))
      suites.push(await declaredBy(file, () => import(pathToFileURL(join(process.cwd(), file)).href)))
    this.#suites = suites
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = []
    const before = new Map<string, readonly string[]>()
    const failure = await firstFailure(this.#suites, {
      wanted: undefined,
      begin: (id, forTests) => {
        const name = id ?? `before ${forTests[0]} and ${forTests.length - 1} more`
        if (id === undefined) before.set(name, forTests)
        this.#switchboard.currentTestId = name
      },
      end: (id, timeSpentMs) => {
        tests.push({ id, name: id, timeSpentMs, status: TestStatus.Success })
        this.#switchboard.currentTestId = undefined
      },
    })
    if (failure !== undefined)
      return { status: DryRunStatus.Error, errorMessage: `${failure.test}: ${failure.message}` }
    const { mutantCoverage } = this.#switchboard
    return {
      status: DryRunStatus.Complete,
      tests,
      ...(mutantCoverage && { mutantCoverage: withTestsOf(mutantCoverage, before) }),
    }
  }

  async mutantRun({ activeMutant, hitLimit, testFilter = [] }: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = new Set(testFilter)
    Object.assign(this.#switchboard, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
    const failure = await firstFailure(this.#suites, { wanted })
    const { hitCount = 0 } = this.#switchboard
    Object.assign(this.#switchboard, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined })
    if (hitLimit !== undefined && hitCount > hitLimit)
      return { status: MutantRunStatus.Timeout, reason: `it runs more than ${hitLimit} times` }
    if (failure === undefined) return { status: MutantRunStatus.Survived, nrOfTests: wanted.size }
    // Stryker tries the mutant once more in a new process.
    const still = await firstFailure(this.#suites, { wanted: new Set([failure.test]) })
    if (still !== undefined) throw new Error(`without a mutant, too, fails ${still.test}: ${still.message}`)
    return {
      status: MutantRunStatus.Killed,
      killedBy: [failure.test],
      failureMessage: failure.message,
      nrOfTests: wanted.size,
    }
  }
}

/** Those of models themselves before those of use cases, and these before those of whole functions. */
const nearestFirst = (files: readonly string[]): readonly string[] => {
  const distance = (file: string) =>
    /^test\/unit\/.*\/model\b/.test(file) ? 0 : file.startsWith('test/unit/') ? 1 : 2
  return files
    .filter((file) => !LENGTHY.some((pattern) => matchesGlob(file, pattern)))
    .toSorted((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))
}

/** What hooks of suites reach is reached by each of their tests. */
const withTestsOf = (
  { static: loading, perTest }: MutantCoverage,
  before: ReadonlyMap<string, readonly string[]>,
): MutantCoverage => {
  const reached: MutantCoverage['perTest'] = {}
  for (const [name, mutants] of Object.entries(perTest))
    for (const test of before.get(name) ?? [name]) reached[test] = { ...reached[test], ...mutants }
  return { static: loading, perTest: reached }
}

const inOneProcess = (options: StrykerOptions): TestRunner => new OneProcessRunner(options)
inOneProcess.inject = tokens(commonTokens.options)

/** Read by Stryker. */
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'one-process', inOneProcess)]
