import type { Condition, Filter, TableQuery } from '../table.ts'

/** An expression in DynamoDB's language with its names and values. */
export interface Expression {
  readonly text: string
  readonly names: Record<string, string>
  readonly values: Record<string, unknown>
}

/** DynamoDB compares with at most so many values in one `IN`. */
const VALUES_OF_IN = 100

/** Collects names and values under short aliases, so that no attribute collides with a reserved word. */
class Aliases {
  readonly names: Record<string, string> = {}
  readonly values: Record<string, unknown> = {}
  readonly #aliasOf = new Map<string, string>()

  /** `data.status` → `#a0.#a1` */
  name(path: string): string {
    return path
      .split('.')
      .map((part) => this.#alias(part))
      .join('.')
  }

  value(value: unknown): string {
    const alias = `:v${Object.keys(this.values).length}`
    this.values[alias] = value
    return alias
  }

  #alias(part: string): string {
    const known = this.#aliasOf.get(part)
    if (known !== undefined) return known
    const alias = `#a${this.#aliasOf.size}`
    this.#aliasOf.set(part, alias)
    this.names[alias] = part
    return alias
  }
}

/** A write's condition. A deleted record, kept for a day for the readers of the stream, counts as absent. */
export const conditionExpression = (condition: Condition): Expression => {
  const aliases = new Aliases()
  const text = () => {
    if (condition === 'absent')
      return `attribute_not_exists(${aliases.name('pk')}) OR ${aliases.name('deleted')} = ${aliases.value(true)}`
    if (condition === 'present')
      return `attribute_exists(${aliases.name('pk')}) AND attribute_not_exists(${aliases.name('deleted')})`
    if ('version' in condition) return `${aliases.name('version')} = ${aliases.value(condition.version)}`
    return `attribute_not_exists(${aliases.name('pk')}) OR ${aliases.name('expiresAt')} < ${aliases.value(condition.absentOrExpired)}`
  }
  return { text: text(), names: aliases.names, values: aliases.values }
}

/** Whether no record can match, whatever is stored: an empty choice, or a range that ends before it begins.
 *  DynamoDB refuses to be asked such things. */
export const matchesNothing = ({ sk, filter = [] }: TableQuery): boolean =>
  (sk !== undefined && 'from' in sk && Buffer.compare(Buffer.from(sk.from), Buffer.from(sk.to)) > 0) ||
  filter.some(
    (one) => ('in' in one && one.in.length === 0) || ('includesAny' in one && one.includesAny.length === 0),
  )

/** Key condition and filter of a query share their names and values. */
export const queryExpressions = (query: TableQuery) => {
  const aliases = new Aliases()
  const pk = query.index === undefined ? 'pk' : `${query.index}pk`
  const sk = query.index === undefined ? 'sk' : `${query.index}sk`
  const conditions = [`${aliases.name(pk)} = ${aliases.value(query.pk)}`]
  if (query.sk !== undefined) conditions.push(...rangeText(sk, query.sk, aliases))
  const filters = (query.filter ?? []).map((filter) => filterText(filter, aliases))
  return {
    key: conditions.join(' AND '),
    filter: filters.length > 0 ? filters.join(' AND ') : undefined,
    names: aliases.names,
    values: aliases.values,
  }
}

/** Keys are never empty, and DynamoDB refuses an empty text as their bound. */
const rangeText = (sk: string, range: NonNullable<TableQuery['sk']>, aliases: Aliases): string[] => {
  if ('beginsWith' in range)
    return range.beginsWith === ''
      ? []
      : [`begins_with(${aliases.name(sk)}, ${aliases.value(range.beginsWith)})`]
  if (range.from === '') return [`${aliases.name(sk)} <= ${aliases.value(range.to)}`]
  return [`${aliases.name(sk)} BETWEEN ${aliases.value(range.from)} AND ${aliases.value(range.to)}`]
}

const filterText = (filter: Filter, aliases: Aliases): string => {
  const name = aliases.name(filter.attribute)
  if ('equals' in filter) return `${name} = ${aliases.value(filter.equals)}`
  if ('in' in filter) return inText(name, filter.in, aliases)
  if ('atLeast' in filter) return `${name} >= ${aliases.value(filter.atLeast)}`
  if ('below' in filter) return `${name} < ${aliases.value(filter.below)}`
  if ('includes' in filter) return `contains(${name}, ${aliases.value(filter.includes)})`
  return `(${filter.includesAny.map((value) => `contains(${name}, ${aliases.value(value)})`).join(' OR ')})`
}

const inText = (name: string, choices: readonly string[], aliases: Aliases): string => {
  const parts: string[] = []
  for (let start = 0; start < choices.length; start += VALUES_OF_IN) {
    const values = choices.slice(start, start + VALUES_OF_IN).map((value) => aliases.value(value))
    parts.push(`${name} IN (${values.join(', ')})`)
  }
  return parts.length === 1 ? parts.join('') : `(${parts.join(' OR ')})`
}
