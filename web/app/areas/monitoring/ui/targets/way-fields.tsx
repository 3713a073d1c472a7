import { bound } from '../../../../forms/bound.ts'
import { NumberField, TextField } from '../../../../forms/fields.tsx'
import type { TargetValues, WayPoint } from '../../targets/target-values.ts'
import { t } from '../../texts/targets/index.ts'
import { withParts } from '../parts.ts'

const MOST_POINTS = 60

/** The way to a target: where it began, and values to be reached in between. */
export const WayFields = ({
  values,
  set,
}: {
  readonly values: TargetValues
  readonly set: <K extends keyof TargetValues>(name: K, value: TargetValues[K] | undefined) => void
}) => {
  const { trajectory } = values
  const setPoint = (place: number, parts: { readonly [K in keyof WayPoint]?: WayPoint[K] | undefined }) =>
    set('trajectory', trajectory.with(place, withParts(trajectory[place] ?? {}, parts)))
  const field = bound(values, set, t.labels)
  return (
    <section aria-labelledby="way">
      <h2 id="way">{t.way}</h2>
      <p>{t.wayText}</p>
      <div className="pair">
        <NumberField {...field('baseline')} />
        <TextField {...field('baselinePeriod')} />
      </div>
      {trajectory.map((point, place) => (
        <fieldset key={place} className="pair part">
          <legend>{t.point(place + 1)}</legend>
          <TextField
            name={`trajectory/${place}/period`}
            label={t.labels.period}
            required
            value={point.period}
            onChange={(period) => setPoint(place, { period })}
          />
          <NumberField
            name={`trajectory/${place}/value`}
            label={t.value}
            required
            value={point.value}
            onChange={(value) => setPoint(place, { value })}
          />
          <button
            type="button"
            aria-label={t.takeOutPoint(place + 1)}
            onClick={() => set('trajectory', trajectory.toSpliced(place, 1))}
          >
            {t.takeOut}
          </button>
        </fieldset>
      ))}
      {trajectory.length < MOST_POINTS && (
        <button type="button" onClick={() => set('trajectory', [...trajectory, {}])}>
          {t.addPoint}
        </button>
      )}
    </section>
  )
}
