import { useQueryClient } from '@tanstack/react-query'
import { CodesField } from '../../../../forms/code-fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { tell } from '../../../../ui/done.ts'
import { campaigns, type FormView, type MemberRow } from '../../api.ts'
import { nameOf } from '../../entry/edits.ts'
import type { RollUpValues } from '../../gaps/contents.ts'
import { t } from '../../texts/members/index.ts'
import { useFormFigureName } from './figure-names.ts'

/** Makes values of a cluster's form of what its members answered. */
export const RollUp = ({
  form: { campaign, cluster, figures },
  version,
  answered,
}: {
  readonly form: FormView
  readonly version: number
  readonly answered: readonly MemberRow[]
}) => {
  const cache = useQueryClient()
  const called = useFormFigureName()
  const open = figures.filter(({ settled }) => !settled)
  const initial: RollUpValues = { figures: open.map(nameOf) }
  const form = useForm({
    id: `roll-up.${campaign}.${cluster}`,
    title: t.rollUp,
    initial,
    version,
    check: async () => (await import('../../checks.ts')).rollUp,
    send: (body, attempt) =>
      campaigns.rollUpMembers({ params: { campaignId: campaign, cluster }, body, ...attempt }),
    reread: async () => {
      const { version: now = 0 } = await campaigns.getForm({ params: { campaignId: campaign, cluster } })
      return { values: initial, version: now }
    },
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['campaign-form', campaign, cluster] })
      tell(t.rolledUp)
    },
  })
  const count = answered.filter(({ status }) => status === 'answered').length
  return (
    <section aria-labelledby="roll-up">
      <h2 id="roll-up">{t.rollUp}</h2>
      <p>{t.rollUpText}</p>
      {count === 0 ? (
        <p className="quiet">{t.nobodyAnswered}</p>
      ) : (
        <>
          <p>{t.answered(count)}</p>
          <Form form={form} action={t.makeValues} labels={t.labels}>
            <CodesField
              name="figures"
              label={t.labels.figures}
              required
              most={figures.length}
              codes={open.map((figure) => ({
                code: nameOf(figure),
                names: { en: called(figure), ru: called(figure) },
                parent: null,
              }))}
              value={form.values.figures}
              onChange={(chosen) => form.set('figures', chosen)}
            />
          </Form>
        </>
      )}
    </section>
  )
}
