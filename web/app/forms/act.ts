/** A legal act as far as it is typed. */
export interface ActValues {
  readonly kind?: string
  readonly number?: string
  readonly date?: string
}
