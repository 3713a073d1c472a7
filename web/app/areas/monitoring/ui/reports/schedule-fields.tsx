import { useQuery } from '@tanstack/react-query'
import { moment } from '../../../../format.ts'
import { Field, NumberField, SelectField, TextField } from '../../../../forms/fields.tsx'
import { RHYTHMS, type Rhythm, type RhythmValues, type Schedule, scheduleOf } from '../../schedule/rhythm.ts'
import { t } from '../../texts/reports/index.ts'
import { withParts } from '../parts.ts'
import { TimeZoneField } from '../time-zone-field.tsx'
import { months, weekdays } from './schedule-words.ts'

const QUARTER_MONTHS = ['1', '2', '3'] as const

/** When a report is made by itself: by a rhythm, or in cron fields; with the next times. */
export const ScheduleFields = ({
  values,
  onChange,
}: {
  readonly values: RhythmValues
  readonly onChange: (values: RhythmValues) => void
}) => {
  const { rhythm } = values
  const set = (parts: { readonly [K in keyof RhythmValues]?: RhythmValues[K] | undefined }) =>
    onChange(withParts(values, parts))
  const schedule = scheduleOf(values)
  return (
    <section aria-labelledby="schedule">
      <h2 id="schedule">{t.labels.schedule}</h2>
      <SelectField<Rhythm>
        name={rhythm === 'cron' ? 'schedule/rhythm' : 'schedule/cron'}
        label={t.rhythm}
        hint={t.rhythmHint}
        options={RHYTHMS.map((one) => [one, t.rhythms[one]] as const)}
        value={rhythm}
        onChange={(chosen) => set({ rhythm: chosen })}
      />
      {rhythm === 'week' && (
        <SelectField
          name="schedule/weekday"
          label={t.weekday}
          required
          options={weekdays}
          value={values.weekday}
          onChange={(weekday = '1') => set({ weekday })}
        />
      )}
      {(rhythm === 'quarter' || rhythm === 'year') && (
        <SelectField
          name="schedule/month"
          label={t.month}
          required
          options={
            rhythm === 'year' ? months : QUARTER_MONTHS.map((one) => [one, t.quarterMonths[one]] as const)
          }
          value={values.month}
          onChange={(month = '1') => set({ month })}
        />
      )}
      {(rhythm === 'month' || rhythm === 'quarter' || rhythm === 'year') && (
        <NumberField
          name="schedule/day"
          label={t.day}
          required
          min={1}
          max={31}
          step={1}
          value={values.day}
          onChange={(day = 1) => set({ day })}
        />
      )}
      {rhythm === 'cron' && (
        <TextField
          name="schedule/cron"
          label={t.cron}
          hint={t.cronHint}
          required
          value={values.cron}
          onChange={(cron) => set({ cron })}
        />
      )}
      {rhythm !== undefined && rhythm !== 'cron' && (
        <Field name="schedule/time" label={t.time} required>
          {(wiring) => (
            <input
              {...wiring}
              type="time"
              value={values.time}
              onChange={({ target }) => target.value !== '' && set({ time: target.value })}
            />
          )}
        </Field>
      )}
      {rhythm !== undefined && (
        <TimeZoneField
          name="schedule/timeZone"
          label={t.timeZone}
          required
          value={values.timeZone}
          onChange={(timeZone = 'UTC') => set({ timeZone })}
        />
      )}
      {schedule !== null && <NextTimes schedule={schedule} />}
    </section>
  )
}

const SHOWN_TIMES = 3

/** The next times of a schedule, on the reader's clock. */
export const NextTimes = ({ schedule }: { readonly schedule: Schedule }) => {
  const { data: times = [] } = useQuery({
    queryKey: ['next-times', schedule],
    queryFn: async () =>
      (await import('../../schedule/next-times.ts')).nextTimes(schedule, SHOWN_TIMES, new Date()),
  })
  if (times.length === 0) return null
  return (
    <>
      <p>{t.nextTimes}</p>
      <ul aria-live="polite">
        {times.map((time) => (
          <li key={time}>{moment(time)}</li>
        ))}
      </ul>
    </>
  )
}
