import { StartError } from './start-error.ts'

/** What the intrinsic functions of one template ask for. Each lookup throws a StartError that names what is
 *  missing. */
export interface Scope {
  /** A logical id, a parameter or a pseudo parameter other than `AWS::NoValue`. */
  ref(name: string): unknown
  attribute(logicalId: string, attribute: string): string
  importValue(exportName: string): string
  condition(name: string): boolean
  /** The value of an SSM parameter. */
  parameter(name: string): string
}

/** The value with every intrinsic function and `{{resolve:ssm:…}}` replaced by what it stands for.
 *  @param where what is being resolved, for the message
 *  @throws StartError for a function that is not implemented, one that is written wrongly, or an unknown name */
export const resolve = (value: unknown, scope: Scope, where: string): unknown => {
  const resolved = resolveValue(value, scope, where)
  return resolved === NO_VALUE ? undefined : resolved
}

/** `Ref: AWS::NoValue`: the property is not there at all. */
const NO_VALUE = Symbol('AWS::NoValue')

const resolveValue = (value: unknown, scope: Scope, where: string): unknown => {
  if (typeof value === 'string') return dynamicReferences(value, scope, where)
  if (Array.isArray(value)) {
    return value.map((item: unknown) => resolveValue(item, scope, where)).filter((item) => item !== NO_VALUE)
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first && isIntrinsic(first[0])) return call(first[0], first[1], scope, where)
  return Object.fromEntries(
    entries
      .map(([key, item]) => [key, resolveValue(item, scope, where)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  )
}

const isIntrinsic = (key: string): boolean => key === 'Ref' || key === 'Condition' || key.startsWith('Fn::')

const call = (name: string, argument: unknown, scope: Scope, where: string): unknown => {
  const wrong = (expected: string) =>
    new StartError(`${where}: ${name} expects ${expected}, not ${JSON.stringify(argument)}`)
  const text = (value: unknown): string => {
    const resolved = resolveValue(value, scope, where)
    if (typeof resolved === 'string') return resolved
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved)
    throw wrong('text')
  }
  const list = (value: unknown): readonly unknown[] => {
    const resolved = resolveValue(value, scope, where)
    if (Array.isArray(resolved)) return resolved
    throw wrong('a list')
  }
  const raw = (length?: number): readonly unknown[] => {
    if (Array.isArray(argument) && (length === undefined || argument.length === length)) return argument
    throw wrong(length === undefined ? 'a list' : `a list of ${length}`)
  }
  const truth = (value: unknown): boolean => {
    const resolved = resolveValue(value, scope, where)
    if (typeof resolved === 'boolean') return resolved
    throw wrong('conditions')
  }
  switch (name) {
    case 'Ref':
      if (typeof argument !== 'string') throw wrong('a name')
      return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(argument)
    case 'Fn::GetAtt': {
      const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : raw()
      if (typeof logicalId !== 'string' || attribute.length === 0)
        throw wrong('a logical id and an attribute')
      return scope.attribute(logicalId, attribute.map(text).join('.'))
    }
    case 'Fn::Join': {
      const [separator, parts] = raw(2)
      return dynamicReferences(list(parts).map(text).join(text(separator)), scope, where)
    }
    case 'Fn::Sub':
      return dynamicReferences(substitute(argument, scope, where, text, wrong), scope, where)
    case 'Fn::Select': {
      const [index, items] = raw(2)
      const all = list(items)
      const found = all[Number(text(index))]
      if (found === undefined) throw wrong(`an index below ${all.length}`)
      return found
    }
    case 'Fn::Split': {
      const [separator, joined] = raw(2)
      return text(joined).split(text(separator))
    }
    case 'Fn::ImportValue':
      return scope.importValue(text(argument))
    case 'Fn::If': {
      const [condition, yes, no] = raw(3)
      if (typeof condition !== 'string') throw wrong('the name of a condition first')
      return resolveValue(scope.condition(condition) ? yes : no, scope, where)
    }
    case 'Condition':
      if (typeof argument !== 'string') return { Condition: resolveValue(argument, scope, where) }
      return scope.condition(argument)
    case 'Fn::Equals': {
      const [a, b] = raw(2)
      return text(a) === text(b)
    }
    case 'Fn::And':
      return raw().every(truth)
    case 'Fn::Or':
      return raw().some(truth)
    case 'Fn::Not':
      return !truth(raw(1)[0])
    default:
      throw new StartError(
        `${where} uses ${name}, which the local cloud does not know (infra/local/intrinsics.ts holds those it does)`,
      )
  }
}

/** `${Name}`, `${Name.Attribute}`, `${!Literal}`; names of the second argument first. */
const substitute = (
  argument: unknown,
  scope: Scope,
  where: string,
  text: (value: unknown) => string,
  wrong: (expected: string) => StartError,
): string => {
  const [pattern, variables]: readonly unknown[] = Array.isArray(argument) ? argument : [argument, {}]
  if (typeof pattern !== 'string' || !isObject(variables))
    throw wrong('a pattern, or a pattern and its names')
  return pattern.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`
    if (name in variables) return text(variables[name])
    const dot = name.indexOf('.')
    if (dot > 0) return scope.attribute(name.slice(0, dot), name.slice(dot + 1))
    return text(resolveValue({ Ref: name }, scope, where))
  })
}

/** `{{resolve:ssm:<name>[:<version>]}}` inside a string. */
const dynamicReferences = (text: string, scope: Scope, where: string): string =>
  text.replaceAll(/\{\{resolve:([^:}]+):([^}]+)\}\}/g, (reference, service: string, rest: string) => {
    if (service !== 'ssm') {
      throw new StartError(`${where} uses ${reference}; of dynamic references the local cloud knows only ssm`)
    }
    return scope.parameter(rest.replace(/:\d+$/, ''))
  })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
