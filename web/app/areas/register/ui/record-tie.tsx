import { useQueryClient } from '@tanstack/react-query'
import { TIE_KINDS } from '#registry/model/vocabulary'
import { api } from '../../../api.ts'
import { bound } from '../../../forms/bound.ts'
import { DateField, SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { t as words } from '../../../words/index.ts'
import type { MemberNames } from '../data.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from './options.ts'

interface Values {
  readonly supplier?: string
  readonly customer?: string
  readonly kind?: (typeof TIE_KINDS)[number]
  readonly from?: string
  readonly to: string | null
}

/** Records a tie between two members. */
export const RecordTie = ({
  cluster,
  members,
  onDone,
}: {
  readonly cluster: string
  readonly members: MemberNames
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const form = useForm<Values, Parameters<typeof api.clusters.createTie>[0]['body'], unknown>({
    id: `tie.${cluster}.new`,
    title: t.ties.record,
    initial: { to: null },
    check: async () => (await import('../checks.ts')).newTie,
    send: (body, { idempotencyKey }) =>
      api.clusters.createTie({ params: { clusterId: cluster }, body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['ties', cluster] })
      onDone()
      tell(t.ties.done.created)
    },
  })
  const { values, set } = form
  const label = t.ties.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.ties.recordAction} labels={label}>
      <SelectField {...field('supplier')} required options={members} />
      <SelectField {...field('customer')} required options={members} />
      <SelectField {...field('kind')} required options={optionsOf(TIE_KINDS, words.tieKinds)} />
      <DateField {...field('from')} required />
    </Form>
  )
}
