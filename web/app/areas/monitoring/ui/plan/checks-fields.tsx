import { NumberField, SelectField } from '../../../../forms/fields.tsx'
import { type CheckRule, type CheckValues, FIRST, OTHER } from '../../plan/check-values.ts'
import { t } from '../../texts/plan/index.ts'
import { withParts } from '../parts.ts'
import { useFigureName } from './figures-field.tsx'

const RULES = ['range', 'jump', 'part', 'ratio'] as const
const MOST_CHECKS = 50

/** The plausibility checks that a campaign adds. */
export const ChecksFields = ({
  checks,
  figures,
  onChange,
}: {
  readonly checks: readonly CheckValues[]
  readonly figures: readonly string[]
  readonly onChange: (checks: readonly CheckValues[]) => void
}) => (
  <section aria-labelledby="checks">
    <h2 id="checks">{t.checks}</h2>
    <p>{t.checksText}</p>
    {checks.map((check, place) => (
      <fieldset key={place} className="part">
        <legend>{t.check(place + 1)}</legend>
        <CheckFields
          name={`checks/${place}`}
          check={check}
          figures={figures}
          onChange={(changed) => onChange(checks.with(place, changed))}
        />
        <button
          type="button"
          aria-label={t.takeOutCheck(place + 1)}
          onClick={() => onChange(checks.toSpliced(place, 1))}
        >
          {t.takeOut}
        </button>
      </fieldset>
    ))}
    {checks.length < MOST_CHECKS && (
      <button type="button" onClick={() => onChange([...checks, {}])}>
        {t.addCheck}
      </button>
    )}
  </section>
)

const CheckFields = ({
  name,
  check,
  figures,
  onChange,
}: {
  readonly name: string
  readonly check: CheckValues
  readonly figures: readonly string[]
  readonly onChange: (check: CheckValues) => void
}) => {
  const called = useFigureName()
  const { rule } = check
  const set = (parts: { readonly [K in keyof CheckValues]?: CheckValues[K] | undefined }) =>
    onChange(withParts(check, parts))
  const options = figures.map((figure) => [figure, called(figure)] as const)
  return (
    <>
      <SelectField<CheckRule>
        name={`${name}/rule`}
        label={t.rule}
        required
        options={RULES.map((one) => [one, t.rules[one]] as const)}
        value={rule}
        onChange={(chosen) => set({ rule: chosen })}
      />
      {rule !== undefined && (
        <SelectField
          name={`${name}/${FIRST[rule]}`}
          label={t.first[rule]}
          required
          options={options}
          value={check.figure}
          onChange={(figure) => set({ figure })}
        />
      )}
      {(rule === 'part' || rule === 'ratio') && (
        <SelectField
          name={`${name}/${OTHER[rule]}`}
          label={t.other[rule]}
          required
          options={options}
          value={check.other}
          onChange={(other) => set({ other })}
        />
      )}
      {(rule === 'range' || rule === 'ratio') && (
        <div className="pair">
          <NumberField
            name={`${name}/min`}
            label={t.min}
            value={check.min}
            onChange={(min) => set({ min })}
          />
          <NumberField
            name={`${name}/max`}
            label={t.max}
            value={check.max}
            onChange={(max) => set({ max })}
          />
        </div>
      )}
      {rule === 'jump' && (
        <NumberField
          name={`${name}/share`}
          label={t.share}
          required
          value={check.share}
          onChange={(share) => set({ share })}
        />
      )}
      {rule !== undefined && (
        <SelectField
          name={`${name}/severity`}
          label={t.severity}
          options={[
            ['warning', t.severities.warning],
            ['error', t.severities.error],
          ]}
          value={check.severity}
          onChange={(severity) => set({ severity })}
        />
      )}
    </>
  )
}
