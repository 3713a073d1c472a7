import {
  ClusterId,
  type Composition,
  type CompositionMember,
  type CompositionTie,
  OrganisationId,
} from '#registry/model'

const ulid = (number: number) => String(number).padStart(26, '0')

/** The id of the nth organisation. */
export const org = (number: number) => OrganisationId.parse(`org_${ulid(number)}`)
const CLUSTER = ClusterId.parse(`clu_${ulid(1)}`)
export const eur = (minorUnits: number) => ({ minorUnits, currency: 'EUR' })

/** A member of which everything is known: a firm with output that makes intermediate products in Bavaria. */
export const member = (number: number, over: Partial<CompositionMember> = {}): CompositionMember => ({
  organisation: org(number),
  kind: 'firm',
  size: 'small',
  roles: ['intermediate-producer'],
  level: 'components',
  tasks: [],
  memberSince: '2020-01-01',
  establishments: [['DE', 'DE-BY']],
  hasOutput: true,
  hasInvestmentContract: false,
  purchasesTotal: eur(0),
  ...over,
})

export const tie = (supplier: number, customer: number, value?: number): CompositionTie => ({
  supplier: org(supplier),
  customer: org(customer),
  value: value === undefined ? undefined : eur(value),
})

export const composition = (
  members: readonly CompositionMember[],
  ties: readonly CompositionTie[] = [],
): Composition => ({ cluster: CLUSTER, on: '2026-03-10', year: 2025, members, ties })

/** The nth member as a final producer with its purchases in all. */
export const finalProducer = (
  number: number,
  purchases: number | undefined,
  over: Partial<CompositionMember> = {},
) =>
  member(number, {
    roles: ['final-producer'],
    purchasesTotal: purchases === undefined ? undefined : eur(purchases),
    ...over,
  })
