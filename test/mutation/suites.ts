/** The part of vitest that declares tests, over again: declared once in a process, they can be run there any number of
 *  times. `expect` and `vi` are vitest's own. */

type Body = (...args: never[]) => unknown
type Hook = () => unknown

export interface Suite {
  readonly name: string
  readonly before: Hook[]
  readonly beforeEach: Hook[]
  readonly afterEach: Hook[]
  readonly after: Hook[]
  readonly parts: (Suite | Test)[]
}

export interface Test {
  readonly id: string
  readonly run: Hook
}

const suiteOf = (name: string): Suite => ({
  name,
  before: [],
  beforeEach: [],
  afterEach: [],
  after: [],
  parts: [],
})

let current = suiteOf('')

/** All tests that a file declares while it loads. */
export const declaredBy = async (file: string, load: () => Promise<unknown>): Promise<Suite> => {
  current = suiteOf(file)
  const suite = current
  await load()
  return suite
}

export const beforeAll = (hook: Hook): unknown => current.before.push(hook)
export const beforeEach = (hook: Hook): unknown => current.beforeEach.push(hook)
export const afterEach = (hook: Hook): unknown => current.afterEach.push(hook)
export const afterAll = (hook: Hook): unknown => current.after.push(hook)

const addSuite = (name: string, declare: Body, args: readonly unknown[]) => {
  const outer = current
  current = suiteOf(`${outer.name} > ${name}`)
  outer.parts.push(current)
  Reflect.apply(declare, undefined, args)
  current = outer
}

const addTest = (name: string, body: Body, args: readonly unknown[]) => {
  // The place makes ids unique: names of a table's rows need not be.
  const id = `${current.name} > ${name} #${current.parts.length}`
  current.parts.push({ id, run: () => Reflect.apply(body, undefined, args) })
}

type Add = (name: string, body: Body, args: readonly unknown[]) => void

const declaring = (add: Add) => {
  const one = (name: string, body: Body) => add(name, body, [])
  const each = (rows: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of rows) add(name, body, Array.isArray(row) ? row : [row])
  }
  const skipIf = (isSkipped: unknown) => (isSkipped ? () => undefined : one)
  return Object.assign(one, { each, skipIf })
}

export const describe = declaring(addSuite)
export const it = declaring(addTest)
