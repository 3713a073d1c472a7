import { TIE_KINDS } from '#registry/model/vocabulary'
import { api } from '../../../api.ts'
import { bound } from '../../../forms/bound.ts'
import { CheckField, DateField, NumberField, SelectField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { t as words } from '../../../words/index.ts'
import { amountOf, digitsOf } from '../amount.ts'
import type { Tie } from '../data.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from './options.ts'

interface Props {
  readonly tie: Tie
  readonly version: number
  readonly onDone: () => void
}

const reread = async <V,>({ cluster, id }: Tie, valuesOf: (tie: Tie) => V) => {
  const { body, version = 0 } = await api.clusters.getTie({ params: { clusterId: cluster, tieId: id } })
  return { values: valuesOf(body), version }
}

/** What one side agrees to. */
export const ConsentToTie = ({
  tie,
  version,
  side,
  name,
  onDone,
}: Props & { readonly side: string; readonly name: string }) => {
  const agreed = ({ publishedBy = [], managementAdmittedBy = [] }: Tie) => ({
    publish: publishedBy.some((one) => one === side),
    managementMayRead: managementAdmittedBy.some((one) => one === side),
  })
  const form = useForm({
    id: `tie.${tie.id}.consent.${side}`,
    title: t.ties.consentOf(name),
    initial: agreed(tie),
    version,
    check: async () => (await import('../checks.ts')).tieConsent,
    send: (body, attempt) =>
      api.clusters.agreeToTie({
        params: { clusterId: tie.cluster, tieId: tie.id, organisationId: side },
        body,
        version: attempt.version,
      }),
    reread: () => reread(tie, agreed),
    onDone,
  })
  const { values, set } = form
  const field = bound(values, set, t.ties.labels)
  return (
    <>
      <h4>{t.ties.consentOf(name)}</h4>
      <Form form={form} action={t.ties.save} labels={t.ties.labels}>
        <CheckField {...field('publish')} />
        <CheckField {...field('managementMayRead')} />
      </Form>
    </>
  )
}

interface ValueTyped {
  readonly year?: number
  readonly value?: string
  readonly currency?: string
}

type ValueStated = Parameters<typeof api.clusters.stateTieValue>[0]

/** The last value that was stated, else the year before this one. */
const lastValue = ({ values = [] }: Tie): ValueTyped => {
  const last = values.at(-1)
  return last === undefined
    ? { year: new Date().getUTCFullYear() - 1 }
    : { year: last.year, value: digitsOf(last.value), currency: last.value.currency }
}

/** What the tie was worth in a year. */
export const StateTieValue = ({ tie, version, onDone }: Props) => {
  const params = { clusterId: tie.cluster, tieId: tie.id }
  const form = useForm<ValueTyped, Omit<ValueStated, 'version'>, unknown>({
    id: `tie.${tie.id}.value`,
    title: t.ties.actions.value,
    initial: lastValue(tie),
    version,
    check: async () => {
      const { tieValue } = await import('../checks.ts')
      return ({ year, value, currency = '' }) => {
        const amount = value === undefined ? null : amountOf(value, currency)
        if (amount === undefined) return { faults: [{ pointer: '/value', detail: t.ties.noAmount }] }
        const checked = tieValue({ year, value: amount })
        if ('faults' in checked) return checked
        const { year: of, ...body } = checked.content
        return { content: { params: { ...params, year: of }, body } }
      }
    },
    send: (stated, attempt) => api.clusters.stateTieValue({ ...stated, version: attempt.version }),
    reread: () => reread(tie, lastValue),
    onDone,
  })
  const { values, set } = form
  const label = t.ties.labels
  const field = bound(values, set, label)
  return (
    <>
      <p>{t.ties.valueLead}</p>
      <Form form={form} action={t.ties.save} labels={label}>
        <NumberField {...field('year')} required step={1} />
        <TextField {...field('value')} hint={t.ties.valueHint} />
        <TextField
          name="value/currency"
          label={label['value/currency']}
          hint={t.ties.currencyHint}
          value={values.currency}
          onChange={(currency) => set('currency', currency?.toUpperCase())}
        />
      </Form>
    </>
  )
}

/** The kind of a tie, and in which days it holds. */
export const ChangeTie = ({ tie, version, onDone }: Props) => {
  const held = ({ kind, from, to }: Tie) => ({ kind, from, to })
  const form = useForm({
    id: `tie.${tie.id}.change`,
    title: t.ties.actions.change,
    initial: held(tie),
    version,
    check: async () => (await import('../checks.ts')).tieContent,
    send: (body, attempt) =>
      api.clusters.changeTie({
        params: { clusterId: tie.cluster, tieId: tie.id },
        body,
        version: attempt.version,
      }),
    reread: () => reread(tie, held),
    onDone,
  })
  const { values, set } = form
  const label = t.ties.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.ties.save} labels={label}>
      <SelectField {...field('kind')} required options={optionsOf(TIE_KINDS, words.tieKinds)} />
      <DateField {...field('from')} required />
      <DateField
        name="to"
        label={label.to}
        hint={t.ties.endHint}
        value={values.to ?? undefined}
        onChange={(to) => set('to', to ?? null)}
      />
    </Form>
  )
}
