import type { Suite, Test } from './suites.ts'

/** What is told of tests while they run. */
export interface Around {
  /** Tests to run; undefined: all. */
  readonly wanted: ReadonlySet<string> | undefined
  /** Before a test, or before the hooks of a suite, which are told apart by their tests. */
  begin?(id: string | undefined, forTests: readonly string[]): void
  end?(id: string, milliseconds: number): void
}

/** The first failure. */
export interface Failure {
  readonly test: string
  readonly message: string
}

const MILLISECONDS_A_TEST = 20_000
// Tests may put other clocks in place.
const { setTimeout, clearTimeout, performance } = globalThis

/** Runs tests one after another until one fails. */
export const firstFailure = async (
  suites: readonly Suite[],
  around: Around,
): Promise<Failure | undefined> => {
  for (const suite of suites) {
    const failure = await ofSuite(suite, [], around)
    if (failure !== undefined) return failure
  }
  return undefined
}

const isSuite = (part: Suite | Test): part is Suite => 'parts' in part

const testsOf = (suite: Suite, { wanted }: Around): readonly string[] =>
  suite.parts.flatMap((part) => {
    if (isSuite(part)) return testsOf(part, { wanted })
    return wanted === undefined || wanted.has(part.id) ? [part.id] : []
  })

const ofSuite = async (
  suite: Suite,
  outer: readonly Suite[],
  around: Around,
): Promise<Failure | undefined> => {
  const tests = testsOf(suite, around)
  const [first] = tests
  if (first === undefined) return undefined
  if (suite.before.length > 0) around.begin?.(undefined, tests)
  const broken = await failureOf(first, suite.before)
  if (broken !== undefined) return broken
  for (const part of suite.parts) {
    const failure = isSuite(part)
      ? await ofSuite(part, [...outer, suite], around)
      : tests.includes(part.id)
        ? await ofTest(part, [...outer, suite], around)
        : undefined
    if (failure !== undefined) {
      await failureOf(failure.test, suite.after)
      return failure
    }
  }
  return failureOf(first, suite.after)
}

const ofTest = async (test: Test, suites: readonly Suite[], around: Around): Promise<Failure | undefined> => {
  around.begin?.(test.id, [test.id])
  const start = performance.now()
  const failure = await failureOf(test.id, [...suites.flatMap(({ beforeEach }) => beforeEach), test.run])
  const cleaning = await failureOf(
    test.id,
    suites.toReversed().flatMap(({ afterEach }) => afterEach),
  )
  around.end?.(test.id, performance.now() - start)
  return failure ?? cleaning
}

const failureOf = async (test: string, steps: readonly (() => unknown)[]): Promise<Failure | undefined> => {
  try {
    for (const step of steps) await inTime(step)
    return undefined
  } catch (error) {
    return { test, message: error instanceof Error ? error.message : String(error) }
  }
}

const inTime = async (step: () => unknown): Promise<void> => {
  const done = step()
  if (!(done instanceof Promise)) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it takes too long')), MILLISECONDS_A_TEST)
  })
  try {
    await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
