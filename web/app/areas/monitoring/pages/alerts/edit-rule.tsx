import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Form } from '../../../../forms/form.tsx'
import { PreviewButton } from '../../../../forms/preview.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { usePreview } from '../../../../forms/use-preview.ts'
import { say } from '../../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { ruleValues } from '../../alerts/rule-values.ts'
import { alerts } from '../../api.ts'
import { alertRuleOf } from '../../data.ts'
import { t } from '../../texts/alerts/index.ts'
import { RuleFields } from '../../ui/alerts/rule-fields.tsx'
import { RulePreview } from '../../ui/alerts/rule-preview.tsx'

const route = getRouteApi('/alerts/rules/$id')

/** Changes what a rule watches. */
export const EditAlertRulePage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(alertRuleOf(id))
  const regions = useCodes('regions').all
  const may = useMay('target.set', { regions: [pathOf(regions, data.rule.territory)] })
  return (
    <>
      <Heading title={t.editRule(say(data.rule.name))} />
      <p>
        <Link to="/alerts/rules">{t.backToRules}</Link>
      </p>
      {may.may ? <EditRule id={id} /> : <MayNot of={may} />}
    </>
  )
}

const EditRule = ({ id }: { readonly id: string }) => {
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(alertRuleOf(id))
  const form = useForm({
    id: `alert-rule.${id}`,
    title: t.editRule(say(data.rule.name)),
    initial: ruleValues(data.rule),
    version: data.version,
    check: async () => (await import('../../checks.ts')).alertRule,
    send: (body, attempt) => alerts.changeAlertRule({ params: { ruleId: id }, body, ...attempt }),
    reread: async () => {
      const { body, version = 0 } = await alerts.getAlertRule({ params: { ruleId: id } })
      return { values: ruleValues(body), version }
    },
    onDone: async () => {
      tell(t.ruleChanged)
      await navigate({ to: '/alerts/rules' })
    },
  })
  const preview = usePreview(form, {
    check: async () => (await import('../../checks.ts')).alertRule,
    ask: async (body) => (await alerts.previewAlertRule({ body, query: { rule: id } })).body,
  })
  return (
    <>
      <Form form={form} action={t.saveRule} labels={t.labels} also={<PreviewButton preview={preview} />}>
        <RuleFields values={form.values} set={form.set} />
      </Form>
      <RulePreview preview={preview} />
    </>
  )
}
