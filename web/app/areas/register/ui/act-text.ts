import { day } from '../../../format.ts'

/** What a legal act is, its number and its date. */
export const actText = ({
  kind,
  number,
  date,
}: {
  readonly kind: string
  readonly number?: string
  readonly date?: string
}): string => [kind, number, date && day(date)].filter(Boolean).join(', ')
