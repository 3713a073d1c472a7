import { StartError } from '../start-error.ts'

/** Whether an event fits a pattern. */
export type EventMatcher = (event: unknown) => boolean

/** Compiles an EventBridge pattern: nested objects of fields, each with a list of values of which one must fit. A
 *  value is a literal or `{ prefix }`, `{ suffix }`, `{ exists }`, `{ 'equals-ignore-case' }`.
 *  @throws StartError for any other operator */
export const compilePattern = (pattern: unknown, where: string): EventMatcher => {
  if (Array.isArray(pattern)) return anyOf(pattern.map((value) => compileValue(value, where)))
  if (typeof pattern !== 'object' || pattern === null) {
    throw new StartError(
      `${where}: an event pattern is made of objects and lists, and ${JSON.stringify(pattern)} is neither`,
    )
  }
  const fields = Object.entries(pattern).map(
    ([name, inner]) => [name, compilePattern(inner, `${where}.${name}`)] as const,
  )
  return (event) => fields.every(([name, fits]) => fits(fieldOf(event, name)))
}

const compileValue = (value: unknown, where: string): EventMatcher => {
  if (typeof value !== 'object' || value === null) return (given) => given === value
  const [[operator, operand] = ['', ''], another] = Object.entries(value)
  if (another)
    throw new StartError(`${where}: a value of an event pattern has one operator, this has several`)
  switch (operator) {
    case 'prefix':
      return (given) => typeof given === 'string' && given.startsWith(String(operand))
    case 'suffix':
      return (given) => typeof given === 'string' && given.endsWith(String(operand))
    case 'equals-ignore-case':
      return (given) => typeof given === 'string' && given.toLowerCase() === String(operand).toLowerCase()
    case 'exists':
      return (given) => (given !== undefined) === operand
    default:
      throw new StartError(
        `${where}: the local cloud does not know the operator "${operator}" of event patterns`,
      )
  }
}

const anyOf =
  (matchers: readonly EventMatcher[]): EventMatcher =>
  (given) =>
    Array.isArray(given)
      ? given.some((one) => matchers.some((fits) => fits(one)))
      : matchers.some((fits) => fits(given))

const fieldOf = (event: unknown, name: string): unknown =>
  typeof event === 'object' && event !== null ? Reflect.get(event, name) : undefined
