import * as z from 'zod'

/** What monitoring needs to know of the register and of the region tree. Dates are calendar dates, intervals
 *  half-open [from, to), `to: null` is still so; timelines are sorted and do not overlap. */

export interface Dated<T> {
  readonly from: string
  readonly to: string | null
  readonly value: T
}

const timelineOf = <T>(value: z.ZodType<T>) =>
  z.array(z.object({ from: z.iso.date(), to: z.iso.date().nullable(), value }))

const EntryStatus = z.enum(['registered', 'suspended', 'removed', 'annulled'])

const Path = z.array(z.string())

/** The dated attributes of a cluster that decide to which groups it belongs, and its entries. Paths of regions are
 *  from the root: `['DE', 'DE-BY']`; `categories` has the primary one and further ones. */
export const ClusterFacts = z.object({
  cluster: z.string(),
  regions: timelineOf(z.array(Path)),
  seat: timelineOf(Path),
  category: timelineOf(z.string()),
  categories: timelineOf(z.array(z.string())),
  sections: timelineOf(z.array(z.string())),
  stage: timelineOf(z.string()),
  type: timelineOf(z.string()),
  entries: z.array(z.object({ register: z.string(), number: z.string(), status: timelineOf(EntryStatus) })),
})

/** The same, as the registry gives it. */
export interface ClusterFacts {
  readonly cluster: string
  readonly regions: readonly Dated<readonly (readonly string[])[]>[]
  readonly seat: readonly Dated<readonly string[]>[]
  readonly category: readonly Dated<string>[]
  readonly categories: readonly Dated<readonly string[]>[]
  readonly sections: readonly Dated<readonly string[]>[]
  readonly stage: readonly Dated<string>[]
  readonly type: readonly Dated<string>[]
  readonly entries: readonly {
    readonly register: string
    readonly number: string
    readonly status: readonly Dated<z.output<typeof EntryStatus>>[]
  }[]
}

const Interval = z.object({ from: z.iso.date(), to: z.iso.date().nullable() })

/** A membership of an organisation in a cluster, and when it was suspended. */
export const MembershipFacts = Interval.extend({
  cluster: z.string(),
  organisation: z.string(),
  suspended: z.array(Interval),
})

/** The same, as the registry gives it. */
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
const holdsOn = ({ from, to }: { from: string; to: string | null }, date: string): boolean =>
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
