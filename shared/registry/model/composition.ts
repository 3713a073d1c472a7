import type { CalendarDate } from '#kernel/clock'
import type { Money } from '#kernel/money'
import type { ClusterId, OrganisationId } from './ids.ts'
import type { Membership } from './membership.ts'
import type { OrganisationFields } from './organisation.ts'

/** What a cluster is made of on a day: all that rules and network figures read. `undefined` is "not known", which
 *  is never the same as none. */
export interface Composition {
  readonly cluster: ClusterId
  readonly on: CalendarDate
  /** The calendar year whose ties and purchases are counted. */
  readonly year: number
  /** Organisations with an active membership that day; suspended ones are left out. */
  readonly members: readonly CompositionMember[]
  /** Ties between those members in the year, one row each, parallel ones too. */
  readonly ties: readonly CompositionTie[]
}

/** A member as rules read it. */
export interface CompositionMember {
  readonly organisation: OrganisationId
  readonly kind: OrganisationFields['kind']
  readonly size: OrganisationFields['size']
  readonly roles: Membership['roles']
  readonly level: Membership['level']
  readonly tasks: readonly string[]
  readonly memberSince: CalendarDate
  /** The regions, by path from the root, in which it carries on activity (establishments, not the seat). */
  readonly establishments: readonly (readonly string[])[] | undefined
  /** Whether it had industrial output within the cluster in the last period. */
  readonly hasOutput: boolean | undefined
  /** Whether a special investment contract obliges it to tie up with members. */
  readonly hasInvestmentContract: boolean | undefined
  /** All its purchases of products, works and services of the kinds that the rule names in the year, net of VAT. */
  readonly purchasesTotal: Money | undefined
}

/** A tie as rules read it: what the supplier gave the customer in the year. */
export interface CompositionTie {
  readonly supplier: OrganisationId
  readonly customer: OrganisationId
  /** Net of VAT, in the year. */
  readonly value: Money | undefined
}
