import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../../api.ts'
import { period as periodText } from '../../../../format.ts'
import { bound } from '../../../../forms/bound.ts'
import { CodeField } from '../../../../forms/code-fields.tsx'
import { NumberField, SelectField, TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { refuseRejected } from '../../bulk.ts'
import { DIMENSIONS, type Dimension } from '../../dimensions.ts'
import { type TargetValues, targetValues } from '../../targets/target-values.ts'
import { t } from '../../texts/targets/index.ts'
import { isKept, useIndicators } from '../../ui/indicators.ts'
import { withParts } from '../../ui/parts.ts'
import { useSubjects } from '../../ui/subjects.ts'
import { WayFields } from '../../ui/targets/way-fields.tsx'

const route = getRouteApi('/targets/set')

/** Sets a target, or changes the one that stands where the address leads. */
export const SetTargetPage = () => {
  const { indicator, universe = 'cluster' } = route.useSearch()
  const before = route.useLoaderData()
  return (
    <>
      <Heading title={before === undefined ? t.set : t.changeTitle} lead={t.setLead} />
      <p>
        <Link to="/targets" search={{ universe, ...(indicator !== undefined && { indicator }) }}>
          {t.back}
        </Link>
      </p>
      <ForHolders of={['target.set']} lacking={t.mayNot}>
        <TargetForm />
      </ForHolders>
    </>
  )
}

const TargetForm = () => {
  // The language of the visit stands in the address too.
  const { lang: _, ...search } = route.useSearch()
  const before = route.useLoaderData()
  const navigate = route.useNavigate()
  const { toChoose, byCode, nameOf } = useIndicators()
  const subjects = useSubjects()
  const { universe = 'cluster', of, ...given } = search
  const initial: TargetValues =
    before === undefined
      ? {
          universe,
          breakdown: '_T',
          trajectory: [],
          band: {},
          ...given,
          ...(of !== undefined && { dimension: of }),
        }
      : targetValues(before)
  const form = useForm({
    id: `target.${Object.values(search).join('.')}`,
    title: before === undefined ? t.set : t.changeTitle,
    initial,
    check: async () => (await import('../../checks.ts')).target,
    send: async (row) => {
      const { body } = await api.monitoring.importTargets({ body: { rows: [row] } })
      refuseRejected(body)
      return row
    },
    onDone: async ({ indicator, universe: of }) => {
      tell(t.done)
      await navigate({ to: '/targets', search: { indicator, universe: of } })
    },
  })
  const { values, set } = form
  const { dimension } = values
  const isNeutral = byCode.get(values.indicator ?? '')?.direction === 'neutral'
  const field = bound(values, set, t.labels)
  return (
    <Form form={form} action={t.save} labels={t.labels}>
      {before === undefined ? (
        <>
          <CodeField {...field('indicator')} required codes={toChoose(isKept)} />
          <SelectField
            {...field('universe')}
            required
            options={[
              ['cluster', t.universes.cluster],
              ['region', t.universes.region],
            ]}
          />
          <SelectField<Dimension>
            name="dimension"
            label={t.labels.dimension}
            hint={t.dimensionHint}
            required
            options={DIMENSIONS.map((one) => [one, t.dimensions[one]] as const)}
            value={dimension}
            onChange={(chosen) => {
              set('dimension', chosen)
              set('code', undefined)
            }}
          />
          {dimension !== undefined && (
            <CodeField
              {...field('code')}
              required
              codes={subjects.toChoose({ universe: values.universe, dimension })}
            />
          )}
          <TextField {...field('period')} hint={t.periodHint} required />
        </>
      ) : (
        <p>{t.about(nameOf(before.indicator), subjects.nameOf(before), periodText(before.period))}</p>
      )}
      <NumberField {...field('target')} hint={t.targetHint} required />
      {isNeutral && (
        <fieldset className="pair">
          <legend>{t.labels.band}</legend>
          {(['from', 'to'] as const).map((end) => (
            <NumberField
              key={end}
              name={`band/${end}`}
              label={t.ends[end]}
              value={values.band[end]}
              onChange={(value) => set('band', withParts(values.band, { [end]: value }))}
            />
          ))}
        </fieldset>
      )}
      <WayFields values={values} set={set} />
    </Form>
  )
}
