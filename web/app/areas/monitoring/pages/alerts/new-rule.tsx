import { getRouteApi, Link } from '@tanstack/react-router'
import { Form } from '../../../../forms/form.tsx'
import { PreviewButton } from '../../../../forms/preview.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { usePreview } from '../../../../forms/use-preview.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { emptyRule } from '../../alerts/rule-values.ts'
import { alerts } from '../../api.ts'
import { t } from '../../texts/alerts/index.ts'
import { RuleFields } from '../../ui/alerts/rule-fields.tsx'
import { RulePreview } from '../../ui/alerts/rule-preview.tsx'

const route = getRouteApi('/alerts/rules/new')

/** Has something watched. */
export const NewAlertRulePage = () => {
  return (
    <>
      <Heading title={t.newRule} lead={t.newRuleLead} />
      <p>
        <Link to="/alerts/rules">{t.backToRules}</Link>
      </p>
      <ForHolders of={['target.set']} lacking={t.mayNot}>
        <NewRule />
      </ForHolders>
    </>
  )
}

const NewRule = () => {
  const navigate = route.useNavigate()
  const form = useForm({
    id: 'alert-rule.new',
    title: t.newRule,
    initial: emptyRule(),
    check: async () => (await import('../../checks.ts')).alertRule,
    send: (body, { idempotencyKey }) => alerts.createAlertRule({ body, idempotencyKey }),
    onDone: async () => {
      tell(t.ruleMade)
      await navigate({ to: '/alerts/rules' })
    },
  })
  const preview = usePreview(form, {
    check: async () => (await import('../../checks.ts')).alertRule,
    ask: async (body) => (await alerts.previewAlertRule({ body, query: {} })).body,
  })
  return (
    <>
      <Form form={form} action={t.makeRule} labels={t.labels} also={<PreviewButton preview={preview} />}>
        <RuleFields values={form.values} set={form.set} />
      </Form>
      <RulePreview preview={preview} />
    </>
  )
}
