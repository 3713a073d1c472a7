/** What monitoring needs to know of the register and of the region tree. Dates are calendar dates, intervals
 *  half-open [from, to), `to: null` is still so; timelines are sorted and do not overlap. */

export interface Dated<T> {
  readonly from: string
  readonly to: string | null
  readonly value: T
}

export type EntryStatus = 'registered' | 'suspended' | 'removed' | 'annulled'

/** The dated attributes of a cluster that decide to which groups it belongs, and its entries. */
export interface ClusterFacts {
  readonly cluster: string
  /** Each region with its path from the root: `[['DE', 'DE-BY'], …]`. */
  readonly regions: readonly Dated<readonly (readonly string[])[]>[]
  /** Path of the seat's region. */
  readonly seat: readonly Dated<readonly string[]>[]
  readonly category: readonly Dated<string>[]
  /** The primary category and further ones. */
  readonly categories: readonly Dated<readonly string[]>[]
  readonly sections: readonly Dated<readonly string[]>[]
  readonly stage: readonly Dated<string>[]
  readonly type: readonly Dated<string>[]
  readonly entries: readonly {
    readonly register: string
    readonly number: string
    readonly status: readonly Dated<EntryStatus>[]
  }[]
}

export interface MembershipFacts {
  readonly cluster: string
  readonly organisation: string
  readonly from: string
  readonly to: string | null
  readonly suspended: readonly { readonly from: string; readonly to: string | null }[]
}

export interface Region {
  readonly code: string
  readonly level: string
  /** Codes from the root to the region itself. */
  readonly path: readonly string[]
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

/** Whether a half-open interval holds a date. */
export const holdsOn = ({ from, to }: { from: string; to: string | null }, date: string): boolean =>
  from <= date && (to === null || date < to)

/** The value of a timeline on a date. */
export const valueOn = <T>(timeline: readonly Dated<T>[], date: string): T | undefined =>
  timeline.find((fact) => holdsOn(fact, date))?.value

/** Whether a region exists on a date. */
export const isValidOn = (region: Region, date: string): boolean =>
  holdsOn({ from: region.validFrom ?? '', to: region.validTo ?? null }, date)

/** Whether at least one of the cluster's entries is registered or suspended on a date. */
export const isInRegister = (facts: ClusterFacts, date: string): boolean =>
  facts.entries.some(({ status }) => {
    const now = valueOn(status, date)
    return now === 'registered' || now === 'suspended'
  })

/** Whether a membership counts on a date: begun, not ended, not suspended. */
export const isActive = (membership: MembershipFacts, date: string): boolean =>
  holdsOn(membership, date) && !membership.suspended.some((interval) => holdsOn(interval, date))
