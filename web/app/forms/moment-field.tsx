import { Field, type ValueProps } from './fields.tsx'

/** An instant, chosen by the clock of the reader; empty is undefined. */
export const MomentField = ({ value, onChange, ...field }: ValueProps<string | undefined>) => (
  <Field {...field}>
    {(wiring) => (
      <input
        {...wiring}
        type="datetime-local"
        value={value === undefined ? '' : onClock(new Date(value))}
        onChange={({ target }) => {
          const chosen = new Date(target.value)
          onChange(Number.isNaN(chosen.getTime()) ? undefined : chosen.toISOString())
        }}
      />
    )}
  </Field>
)

/** An instant as the reader's clock shows it, without its zone: `2026-03-01T09:00`. */
const onClock = (instant: Date): string =>
  new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
