import type { Condition, Filter, TableQuery } from '../table.ts'

/** An expression in DynamoDB's language with its names and values. */
export interface Expression {
  readonly text: string
  readonly names: Record<string, string>
  readonly values: Record<string, unknown>
}

/** Collects names and values under short aliases, so that no attribute collides with a reserved word. */
class Aliases {
  readonly names: Record<string, string> = {}
  readonly values: Record<string, unknown> = {}

  /** `data.status` → `#a0.#a1` */
  name(path: string): string {
    return path
      .split('.')
      .map((part) => {
        const known = Object.entries(this.names).find(([, name]) => name === part)
        const alias = known?.[0] ?? `#a${Object.keys(this.names).length}`
        this.names[alias] = part
        return alias
      })
      .join('.')
  }

  value(value: unknown): string {
    const alias = `:v${Object.keys(this.values).length}`
    this.values[alias] = value
    return alias
  }
}

/** A write's condition. */
export const conditionExpression = (condition: Condition): Expression => {
  const aliases = new Aliases()
  const text = () => {
    if (condition === 'absent') return `attribute_not_exists(${aliases.name('pk')})`
    if (condition === 'present') return `attribute_exists(${aliases.name('pk')})`
    if ('version' in condition) return `${aliases.name('version')} = ${aliases.value(condition.version)}`
    return `attribute_not_exists(${aliases.name('pk')}) OR ${aliases.name('expiresAt')} < ${aliases.value(condition.absentOrExpired)}`
  }
  return { text: text(), names: aliases.names, values: aliases.values }
}

/** Key condition and filter of a query share their names and values. */
export const queryExpressions = (query: TableQuery) => {
  const aliases = new Aliases()
  const pk = query.index === undefined ? 'pk' : `${query.index}pk`
  const sk = query.index === undefined ? 'sk' : `${query.index}sk`
  const conditions = [`${aliases.name(pk)} = ${aliases.value(query.pk)}`]
  if (query.sk !== undefined)
    conditions.push(
      'beginsWith' in query.sk
        ? `begins_with(${aliases.name(sk)}, ${aliases.value(query.sk.beginsWith)})`
        : `${aliases.name(sk)} BETWEEN ${aliases.value(query.sk.from)} AND ${aliases.value(query.sk.to)}`,
    )
  const filters = (query.filter ?? []).map((filter) => filterText(filter, aliases))
  return {
    key: conditions.join(' AND '),
    filter: filters.length > 0 ? filters.join(' AND ') : undefined,
    names: aliases.names,
    values: aliases.values,
  }
}

const filterText = (filter: Filter, aliases: Aliases): string => {
  const name = aliases.name(filter.attribute)
  if ('equals' in filter) return `${name} = ${aliases.value(filter.equals)}`
  if ('in' in filter) return `${name} IN (${filter.in.map((value) => aliases.value(value)).join(', ')})`
  if ('atLeast' in filter) return `${name} >= ${aliases.value(filter.atLeast)}`
  if ('below' in filter) return `${name} < ${aliases.value(filter.below)}`
  if ('includes' in filter) return `contains(${name}, ${aliases.value(filter.includes)})`
  return `(${filter.includesAny.map((value) => `contains(${name}, ${aliases.value(value)})`).join(' OR ')})`
}
