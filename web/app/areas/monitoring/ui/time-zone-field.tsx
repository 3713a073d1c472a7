import { SelectField, type ValueProps } from '../../../forms/fields.tsx'

/** That of the reader's clock. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** A time zone of the IANA database. */
export const TimeZoneField = ({ value, ...field }: ValueProps<string | undefined>) => {
  const zones = new Set([
    'UTC',
    ...Intl.supportedValuesOf('timeZone'),
    ...(value === undefined ? [] : [value]),
  ])
  return <SelectField {...field} value={value} options={[...zones].map((zone) => [zone, zone] as const)} />
}
