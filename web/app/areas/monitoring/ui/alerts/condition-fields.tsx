import { CodeField } from '../../../../forms/code-fields.tsx'
import { NumberField, SelectField } from '../../../../forms/fields.tsx'
import type { ConditionValues, Kind } from '../../alerts/rule-values.ts'
import { DIMENSIONS, type Dimension } from '../../dimensions.ts'
import { t } from '../../texts/alerts/index.ts'
import { isKept, useIndicators } from '../indicators.ts'

const KINDS = ['threshold', 'change', 'coverage-below', 'missed-deadline', 'stale-profile'] as const

interface Props {
  readonly values: ConditionValues
  readonly onChange: (
    parts: {
      readonly [K in keyof ConditionValues]?: ConditionValues[K] | undefined
    },
  ) => void
}

/** When an alert opens, and when it ends. */
export const ConditionFields = ({ values, onChange }: Props) => {
  const { kind } = values
  const isFigure = kind === 'threshold' || kind === 'change' || kind === 'coverage-below'
  return (
    <>
      <h2>{t.opensWhen}</h2>
      <SelectField<Kind>
        name="condition/kind"
        label={t.labels['condition/kind']}
        required
        options={KINDS.map((one) => [one, t.kinds[one]] as const)}
        value={kind}
        onChange={(chosen) => onChange({ kind: chosen })}
      />
      {isFigure && <FigureFields values={values} onChange={onChange} />}
      {(kind === 'missed-deadline' || kind === 'stale-profile') && (
        <NumberField
          name="condition/days"
          label={t.labels['condition/days']}
          required
          min={0}
          step={1}
          value={values.days}
          onChange={(days) => onChange({ days })}
        />
      )}
      {kind === 'missed-deadline' && (
        <SelectField
          name="condition/of"
          label={t.labels['condition/of']}
          hint={t.ofHint}
          options={[
            ['confirmation', t.deadlines.confirmation],
            ['campaign', t.deadlines.campaign],
          ]}
          value={values.of}
          onChange={(of) => onChange({ of })}
        />
      )}
    </>
  )
}

const FigureFields = ({ values, onChange }: Props) => {
  const { toChoose } = useIndicators()
  const { kind } = values
  const dimensions: readonly Dimension[] =
    values.universe === 'region'
      ? ['region', 'unit']
      : DIMENSIONS.filter((one) => kind !== 'coverage-below' || one !== 'unit')
  return (
    <>
      <CodeField
        name="condition/figure/indicator"
        label={t.labels['condition/figure/indicator']}
        required
        codes={toChoose(isKept)}
        value={values.indicator}
        onChange={(indicator) => onChange({ indicator })}
      />
      <SelectField
        name="condition/figure/universe"
        label={t.labels['condition/figure/universe']}
        required
        options={[
          ['cluster', t.universes.cluster],
          ['region', t.universes.region],
        ]}
        value={values.universe}
        onChange={(universe = 'cluster') => onChange({ universe, dimension: 'region' })}
      />
      <SelectField<Dimension>
        name="condition/figure/dimension"
        label={t.labels['condition/figure/dimension']}
        hint={t.dimensionHint}
        required
        options={dimensions.map((one) => [one, t.dimensions[one]] as const)}
        value={values.dimension}
        onChange={(dimension = 'region') => onChange({ dimension })}
      />
      {kind !== 'coverage-below' && (
        <SelectField
          name="condition/side"
          label={t.labels['condition/side']}
          required
          options={[
            ['above', t.sides.above],
            ['below', t.sides.below],
          ]}
          value={values.side}
          onChange={(side) => onChange({ side })}
        />
      )}
      {kind === 'change' && (
        <SelectField
          name="condition/against"
          label={t.labels['condition/against']}
          options={[
            ['year-before', t.againsts['year-before']],
            ['previous', t.againsts.previous],
          ]}
          value={values.against}
          onChange={(against) => onChange({ against })}
        />
      )}
      <div className="pair">
        <NumberField
          name="condition/limit"
          label={kind === 'threshold' ? t.limit : t.limitInPercent}
          required
          value={values.limit}
          onChange={(limit) => onChange({ limit })}
        />
        <NumberField
          name="condition/until"
          label={kind === 'threshold' ? t.until : t.untilInPercent}
          value={values.until}
          onChange={(until) => onChange({ until })}
        />
      </div>
      <p className="quiet">{t.untilHint}</p>
    </>
  )
}
