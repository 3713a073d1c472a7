import { day } from '../format.ts'

/** A legal act in a line: kind, number, date. */
export const actText = ({
  kind,
  number,
  date,
}: {
  readonly kind: string
  readonly number?: string
  readonly date?: string
}): string => [kind, number, date && day(date)].filter(Boolean).join(', ')
