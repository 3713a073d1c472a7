import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { say } from '../../../../language.ts'
import { ForHolders, useHolds } from '../../../../session/may.tsx'
import { t as session } from '../../../../session/texts/index.ts'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { Refused, TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { type AlertRule, alerts } from '../../api.ts'
import { alertRules } from '../../data.ts'
import { t } from '../../texts/alerts/index.ts'
import { conditionText } from '../../ui/alerts/condition-words.ts'
import { useIndicators } from '../../ui/indicators.ts'

/** What is watched, by whichever authority. */
export const AlertRulesPage = () => {
  const sets = useHolds('target.set')
  return (
    <>
      <Heading title={t.rules} lead={t.rulesLead} />
      <p className="ways">
        <Link to="/alerts">{t.toAlerts}</Link>
        {sets && <Link to="/alerts/rules/new">{t.newRule}</Link>}
      </p>
      <ForHolders of={['target.set']} lacking={t.mayNot}>
        <Rules />
      </ForHolders>
    </>
  )
}

const Rules = () => {
  const cache = useQueryClient()
  const found = useQuery(alertRules())
  const indicators = useIndicators()
  const { nameOf } = useCodes('regions')
  const switching = useMutation({
    mutationFn: async ({ id, enabled }: AlertRule) => {
      const { body, version = 0 } = await alerts.getAlertRule({ params: { ruleId: id } })
      const { id: ruleId, ...content } = body
      await alerts.changeAlertRule({
        params: { ruleId },
        // As the button says, whatever it was made by somebody else meanwhile.
        body: { ...content, enabled: !enabled },
        version,
        idempotencyKey: crypto.randomUUID(),
      })
      return !enabled
    },
    onSuccess: async (enabled) => {
      await cache.invalidateQueries({ queryKey: ['alert-rules'] })
      tell(enabled ? t.switchedOn : t.switchedOff)
    },
  })
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (found.data === undefined) return <Waiting lines={5} />
  const { items } = found.data
  if (items.length === 0) return <p>{t.noRules}</p>
  return (
    <>
      {switching.error && <Refused error={switching.error} />}
      <Table
        caption={t.rules}
        quietCaption
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            name: t.rule,
            cell: ({ id, name }) => (
              <Link to="/alerts/rules/$id" params={{ id }}>
                {say(name)}
              </Link>
            ),
          },
          { key: 'condition', name: t.opensWhen, cell: (rule) => conditionText(rule, indicators) },
          { key: 'territory', name: t.labels.territory, cell: ({ territory }) => nameOf(territory) },
          { key: 'severity', name: t.labels.severity, cell: ({ severity }) => t.severities[severity] },
          { key: 'told', name: t.labels.told, cell: ({ told }) => t.whoMay(session.powers[told]) },
          {
            key: 'enabled',
            name: t.state,
            cell: (rule) => (
              <span className="ways">
                {rule.enabled ? t.on : t.off}
                <button
                  type="button"
                  disabled={switching.isPending}
                  aria-label={`${rule.enabled ? t.switchOff : t.switchOn}: ${say(rule.name)}`}
                  onClick={() => switching.mutate(rule)}
                >
                  {rule.enabled ? t.switchOff : t.switchOn}
                </button>
              </span>
            ),
          },
        ]}
      />
    </>
  )
}
