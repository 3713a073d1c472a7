import { bound } from '../../../../forms/bound.ts'
import { CodesField } from '../../../../forms/code-fields.tsx'
import { LocalisedField, TextField } from '../../../../forms/fields.tsx'
import { MomentField } from '../../../../forms/moment-field.tsx'
import type { EarlyReader, ReleasePlanValues } from '../../releases/plan-values.ts'
import { t } from '../../texts/releases/index.ts'
import { type Indicator, isKept, useIndicators } from '../indicators.ts'
import { withParts } from '../parts.ts'
import { PersonField } from '../person-field.tsx'

const MOST = { indicators: 40, readers: 50 } as const

/** Counts of the register are always live, and some figures are for authorities only: neither is released. */
const isReleased = (indicator: Indicator): boolean =>
  isKept(indicator) && indicator.origin !== 'registry' && indicator.confidentiality !== 'authority-only'

/** What is published when, and who may see it before. */
export const ReleaseFields = ({
  values,
  set,
}: {
  readonly values: ReleasePlanValues
  readonly set: <K extends keyof ReleasePlanValues>(name: K, value: ReleasePlanValues[K] | undefined) => void
}) => {
  const { toChoose } = useIndicators()
  const { embargo } = values
  const setReader = (
    place: number,
    parts: { readonly [K in keyof EarlyReader]?: EarlyReader[K] | undefined },
  ) => set('embargo', embargo.with(place, withParts(embargo[place] ?? {}, parts)))
  const field = bound(values, set, t.labels)
  return (
    <>
      <LocalisedField {...field('title')} required />
      <MomentField {...field('releaseAt')} hint={t.releaseAtHint} required />
      <CodesField {...field('indicators')} required most={MOST.indicators} codes={toChoose(isReleased)} />
      <TextField {...field('periods')} hint={t.periodsHint} required />
      <LocalisedField {...field('note')} hint={t.noteHint} lines={3} />
      <section aria-labelledby="embargo">
        <h2 id="embargo">{t.labels.embargo}</h2>
        <p>{t.embargoText}</p>
        {embargo.map((reader, place) => (
          <fieldset key={place} className="part">
            <legend>{t.reader(place + 1)}</legend>
            <PersonField
              name={`embargo/${place}/person`}
              label={t.person}
              hintById={t.personHint}
              required
              value={reader.person}
              onChange={(person) => setReader(place, { person })}
            />
            <LocalisedField
              name={`embargo/${place}/office`}
              label={t.office}
              hint={t.officeHint}
              required
              value={reader.office}
              onChange={(office) => setReader(place, { office })}
            />
            <button
              type="button"
              aria-label={t.takeOutReader(place + 1)}
              onClick={() => set('embargo', embargo.toSpliced(place, 1))}
            >
              {t.takeOut}
            </button>
          </fieldset>
        ))}
        {embargo.length < MOST.readers && (
          <button type="button" onClick={() => set('embargo', [...embargo, {}])}>
            {t.addReader}
          </button>
        )}
      </section>
    </>
  )
}
