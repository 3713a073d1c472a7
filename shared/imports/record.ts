/** A record as the API takes it: nested plain objects. */
export type RecordOf = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path; undefined for nothing. */
export const valueAt = (record: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    record,
  )

/** A copy of the record with a value put at a path. */
export const withValue = (record: RecordOf, path: readonly string[], value: unknown): RecordOf => {
  const [name, ...rest] = path
  if (name === undefined) return record
  const inner = record[name]
  return {
    ...record,
    [name]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value),
  }
}

/** A copy without what stands at a path's first name. */
export const without = (record: RecordOf, name: string): RecordOf => {
  const { [name]: _left, ...rest } = record
  return rest
}
