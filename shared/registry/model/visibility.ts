/** Who may see a field: everybody; the members of the cluster; the sides concerned; the authority. */
type Visibility = 'public' | 'members' | 'parties' | 'authority'

/** The classes that a reader reaches. */
export type Audience = ReadonlySet<Visibility>

export const PUBLIC: Audience = new Set(['public'])
export const MEMBERS: Audience = new Set(['public', 'members'])
export const PARTIES: Audience = new Set(['public', 'members', 'parties'])
export const AUTHORITY: Audience = new Set(['public', 'members', 'parties', 'authority'])

/** The class of every field of a record. What everybody must get is public; only what may be absent can be less. */
export type Classes<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Visibility : 'public'
}

/** A record as a reader may see it: fields of classes that the reader does not reach are left out, and so is what
 *  has no class. */
export const visibleTo = <T extends object>(audience: Audience, classes: Classes<T>, record: T): T => {
  const classOf = new Map<string, Visibility>(Object.entries(classes))
  const seen = Object.entries(record).filter(
    ([field]) => audience.has(classOf.get(field) ?? 'authority') && classOf.has(field),
  )
  // Only optional fields can have a class other than public, so what is left is still a T.
  return Object.fromEntries(seen) as T
}
