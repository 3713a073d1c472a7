import type { Composition, CompositionMember } from './composition.ts'
import type { OrganisationId } from './ids.ts'

/** The intra-cluster purchase share of a year as an exact fraction between two bounds, in whole minor units of one
 *  currency: what the final producers bought from intermediate producers, of all that they bought. The bounds
 *  differ where ties have no value: such a tie is worth at least nothing, and with the others of its customer at
 *  most all that the customer bought. */
export type PurchaseShare =
  | {
      readonly known: true
      readonly currency: string
      readonly boughtAtLeast: bigint
      readonly boughtAtMost: bigint
      /** All purchases of the final producers; above 0. */
      readonly total: bigint
      /** The customers of the ties without value. */
      readonly withoutValue: readonly OrganisationId[]
    }
  | {
      readonly known: false
      readonly reason:
        | 'no-final-producer'
        | 'purchases-total-missing'
        | 'nothing-bought'
        | 'several-currencies'
      /** The final producers whose total is missing. */
      readonly missing: readonly OrganisationId[]
    }

/** The purchase share of definitions, section 2: Σ over final producers of purchases from intermediate producers ÷
 *  Σ of the same final producers' total purchases. Sales of other members do not count; a member with both roles
 *  buys as a final producer and sells as an intermediate one. */
export const purchaseShare = ({ members, ties }: Pick<Composition, 'members' | 'ties'>): PurchaseShare => {
  const buyers = members.filter(hasRole('final-producer'))
  if (buyers.length === 0) return unknown('no-final-producer')
  const missing = buyers.filter(({ purchasesTotal }) => purchasesTotal === undefined)
  if (missing.length > 0) return unknown('purchases-total-missing', missing)

  const suppliers = new Set(members.filter(hasRole('intermediate-producer')).map(idOf))
  const buying = new Set(buyers.map(idOf))
  const counted = ties.filter(({ supplier, customer }) => suppliers.has(supplier) && buying.has(customer))
  const currencies = new Set(
    [...buyers.map(({ purchasesTotal }) => purchasesTotal), ...counted.map(({ value }) => value)].flatMap(
      (money) => money?.currency ?? [],
    ),
  )
  const [currency = ''] = currencies
  if (currencies.size > 1) return unknown('several-currencies')

  const bought = new Map<OrganisationId, bigint>()
  for (const { customer, value } of counted)
    bought.set(customer, (bought.get(customer) ?? 0n) + BigInt(value?.minorUnits ?? 0))
  const open = new Set(counted.filter(({ value }) => value === undefined).map(({ customer }) => customer))

  let atLeast = 0n
  let atMost = 0n
  let total = 0n
  for (const { organisation, purchasesTotal } of buyers) {
    const all = BigInt(purchasesTotal?.minorUnits ?? 0)
    const known = bought.get(organisation) ?? 0n
    atLeast += known
    atMost += open.has(organisation) && all > known ? all : known
    total += all
  }
  if (total === 0n) return unknown('nothing-bought')
  return {
    known: true,
    currency,
    boughtAtLeast: atLeast,
    boughtAtMost: atMost,
    total,
    withoutValue: [...open],
  }
}

const idOf = ({ organisation }: CompositionMember) => organisation

const hasRole =
  (role: CompositionMember['roles'][number]) =>
  ({ roles }: CompositionMember) =>
    roles.includes(role)

const unknown = (
  reason: Extract<PurchaseShare, { known: false }>['reason'],
  missing: readonly CompositionMember[] = [],
): PurchaseShare => ({ known: false, reason, missing: missing.map(idOf) })
