import type * as z from 'zod'
import type { AuthorityRow, GrantRow, PersonRow, PositionRow } from '#governance/model'
import type { DocumentContent } from '#knowledge/model'
import type { AlertRuleContent } from '#monitoring/alerts/model'
import type { IndicatorRow, ObservationRow, TargetRow } from '#monitoring/model'
import type { CodeRow } from '#reference/model'
import type { EntryRow, FacilityContent, MembershipRow, NewTie, OrganisationRow } from '#registry/model'

/** The rows of a bulk route as they are sent. */
type Rows<S extends z.ZodType> = readonly z.input<S>[]

/** A document with what stands in its file. */
export interface SampleDocument {
  readonly content: z.input<typeof DocumentContent>
  readonly fileName: string
  readonly mediaType: 'text/plain' | 'text/csv' | 'application/pdf'
  readonly bytes: Uint8Array
}

/** A tie between two members, to which both agree. */
export type SampleTie = z.input<typeof NewTie> & { readonly cluster: string }

/** All invented records, in the shapes that the API takes. */
export interface Sample {
  readonly regions: Rows<typeof CodeRow>
  readonly industries: Rows<typeof CodeRow>
  readonly categories: Rows<typeof CodeRow>
  readonly indicators: Rows<typeof IndicatorRow>
  readonly persons: Rows<typeof PersonRow>
  readonly authorities: Rows<typeof AuthorityRow>
  readonly positions: Rows<typeof PositionRow>
  readonly grants: Rows<typeof GrantRow>
  readonly organisations: Rows<typeof OrganisationRow>
  /** Entries of the register `national`. */
  readonly clusters: Rows<typeof EntryRow>
  readonly memberships: Rows<typeof MembershipRow>
  readonly ties: readonly SampleTie[]
  readonly facilities: Rows<typeof FacilityContent>
  readonly observations: Rows<typeof ObservationRow>
  /** What one cluster's management reported last and nobody verified yet. */
  readonly submissions: Rows<typeof ObservationRow>
  readonly targets: Rows<typeof TargetRow>
  readonly alertRules: readonly z.input<typeof AlertRuleContent>[]
  readonly documents: readonly SampleDocument[]
}
