import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { Amount } from './amount.ts'
import { ClusterId, OrganisationId, TieId } from './ids.ts'
import { overlaps } from './membership.ts'
import type { Classes } from './visibility.ts'
import { TIE_KINDS } from './vocabulary.ts'

/** Years of which one tie keeps values. */
export const MOST_YEARS = 60

const fields = {
  kind: z.enum(TIE_KINDS),
  from: CalendarDate,
  to: CalendarDate.nullable()
    .default(null)
    .register(z.globalRegistry, { description: 'The first day on which it no longer holds' }),
}

/** What may change about a tie. */
export const TieContent = z.object(fields).register(z.globalRegistry, { id: 'TieContent' })
export type TieContent = z.output<typeof TieContent>

/** A new tie between two members of the cluster of the address: the supplier gives, the customer receives. */
export const NewTie = z
  .object({ supplier: OrganisationId, customer: OrganisationId, ...fields })
  .refine(({ supplier, customer }) => supplier !== customer, {
    error: 'a tie is between two organisations',
    params: { ru: 'связь бывает между двумя организациями' },
    path: ['customer'],
  })
  .register(z.globalRegistry, { id: 'NewTie' })
export type NewTie = z.output<typeof NewTie>

/** What the supplier gave the customer in a year, net of VAT, and which of them say so. */
const TieValue = z.object({
  year: z.int(),
  value: Amount,
  confirmedBy: z.array(OrganisationId).min(1).max(2),
})

/** The value of a tie in a year; null takes it back. */
export const TieValueContent = z
  .object({ value: Amount.nullable() })
  .register(z.globalRegistry, { id: 'TieValueContent' })
export type TieValueContent = z.output<typeof TieValueContent>

/** What the sides of a tie agree to. The existence is public, and its values are the management organisation's to
 *  read, only where both do. */
export const TieConsent = z
  .object({ publish: z.boolean(), managementMayRead: z.boolean() })
  .register(z.globalRegistry, { id: 'TieConsent' })
export type TieConsent = z.output<typeof TieConsent>

const identity = {
  id: TieId,
  cluster: ClusterId,
  supplier: OrganisationId,
  customer: OrganisationId,
}

/** A cooperation tie as it is kept. */
export const TieRecord = z.object({
  ...identity,
  ...fields,
  publishedBy: z.array(OrganisationId).max(2),
  managementAdmittedBy: z.array(OrganisationId).max(2),
  values: z.array(TieValue).max(MOST_YEARS),
  createdAt: Instant,
  updatedAt: Instant,
})
export type TieRecord = z.output<typeof TieRecord>

/** A cooperation tie as it is shown; what the reader may not see is absent. */
export const Tie = z
  .object({
    ...identity,
    ...fields,
    createdAt: Instant.exactOptional(),
    updatedAt: Instant.exactOptional(),
    publishedBy: TieRecord.shape.publishedBy
      .exactOptional()
      .register(z.globalRegistry, { description: 'The sides that agree to its existence being public' }),
    managementAdmittedBy: TieRecord.shape.managementAdmittedBy.exactOptional().register(z.globalRegistry, {
      description: 'The sides that let the management organisation read its values',
    }),
    values: TieRecord.shape.values.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Tie' })
export type Tie = z.output<typeof Tie>

/** Who may see which field of a tie that he may know of. */
export const TIE_CLASSES: Classes<Tie> = {
  id: 'public',
  cluster: 'public',
  supplier: 'public',
  customer: 'public',
  kind: 'public',
  from: 'public',
  to: 'public',
  createdAt: 'parties',
  updatedAt: 'parties',
  publishedBy: 'parties',
  managementAdmittedBy: 'parties',
  values: 'parties',
}

/** Both sides of a tie. */
export const sidesOf = ({ supplier, customer }: Pick<TieRecord, 'supplier' | 'customer'>) =>
  [supplier, customer] as const

/** Whether both sides agree to a tie's existence being public. */
export const isAgreed = (tie: Pick<TieRecord, 'supplier' | 'customer' | 'publishedBy'>): boolean =>
  sidesOf(tie).every((side) => tie.publishedBy.includes(side))

/** Whether both sides let the management organisation read the values. */
export const admitsManagement = (
  tie: Pick<TieRecord, 'supplier' | 'customer' | 'managementAdmittedBy'>,
): boolean => sidesOf(tie).every((side) => tie.managementAdmittedBy.includes(side))

/** Whether a tie held on some day of a calendar year. */
export const holdsInYear = ({ from, to }: Pick<TieRecord, 'from' | 'to'>, year: number): boolean =>
  overlaps({ from, to }, { from: `${year}-01-01`, to: `${year + 1}-01-01` })

/** The values of a tie after some of its sides state one for a year. What they state alike is confirmed by all who
 *  did; another value is theirs alone, and so is none. */
export const withValue = (
  values: TieRecord['values'],
  year: number,
  value: TieValueContent['value'],
  sides: readonly OrganisationId[],
): TieRecord['values'] => {
  const others = values.filter((one) => one.year !== year)
  if (value === null) return others
  const known = values.find((one) => one.year === year)
  const same = known?.value.minorUnits === value.minorUnits && known.value.currency === value.currency
  const confirmedBy = [...new Set([...(same && known ? known.confirmedBy : []), ...sides])]
  return [...others, { year, value, confirmedBy }].sort((a, b) => a.year - b.year)
}

/** Who agrees after one side says yes or no. */
export const withConsent = (
  agreeing: readonly OrganisationId[],
  side: OrganisationId,
  agrees: boolean,
): OrganisationId[] => [...agreeing.filter((one) => one !== side), ...(agrees ? [side] : [])]
