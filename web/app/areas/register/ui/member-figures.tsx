import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { bound } from '../../../forms/bound.ts'
import { CheckField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { Choice } from '../../../ui/choice.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { amountOf, digitsOf } from '../amount.ts'
import { type Membership, type MemberYear, memberYear } from '../data.ts'
import { t } from '../texts/index.ts'
import { YesNoField } from './yes-no-field.tsx'

/** So many years back figures are stated here. */
const YEARS = 10

/** What a member states of a year: rules look at it. */
export const MemberFigures = ({
  membership,
  isOwn,
  title,
  today,
  onDone,
}: {
  readonly membership: Membership
  /** Whether the person is of the member: it says who reads its figures. */
  readonly isOwn: boolean
  readonly title: string
  readonly today: string
  readonly onDone: () => void
}) => {
  const last = Number(today.slice(0, 4)) - 1
  const [year, choose] = useState(String(last))
  const found = useQuery(memberYear(membership, Number(year)))
  const years = Array.from({ length: YEARS }, (_, back) => String(last - back))
  return (
    <>
      <div className="fields">
        <Choice
          name={t.members.figures.year}
          value={year}
          options={years.map((one) => [one, one])}
          onChange={choose}
        />
      </div>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={4} />}
      {found.data && (
        <YearForm
          key={`${year} ${found.data.version}`}
          {...found.data}
          isOwn={isOwn}
          title={title}
          onDone={onDone}
        />
      )}
    </>
  )
}

interface Values {
  readonly purchasesTotal?: string
  readonly currency?: string
  readonly hasOutput?: boolean
  readonly hasInvestmentContract?: boolean
  readonly managementMayRead: boolean
}

const valuesOf = ({
  purchasesTotal: total,
  hasOutput,
  hasInvestmentContract,
  managementMayRead,
}: MemberYear): Values => ({
  ...(total !== undefined && { purchasesTotal: digitsOf(total), currency: total.currency }),
  ...(hasOutput !== undefined && { hasOutput }),
  ...(hasInvestmentContract !== undefined && { hasInvestmentContract }),
  managementMayRead: managementMayRead ?? false,
})

const YearForm = ({
  figures,
  version,
  isOwn,
  title,
  onDone,
}: {
  readonly figures: MemberYear
  readonly version: number
  readonly isOwn: boolean
  readonly title: string
  readonly onDone: () => void
}) => {
  const { cluster, organisation, year } = figures
  const params = { clusterId: cluster, organisationId: organisation, year }
  const form = useForm<Values, Parameters<typeof api.clusters.stateMemberFigures>[0]['body'], unknown>({
    id: `member-figures.${cluster}.${organisation}.${year}`,
    title: `${title}, ${year}`,
    initial: valuesOf(figures),
    version,
    check: async () => {
      const { memberFigures } = await import('../checks.ts')
      return ({ purchasesTotal: typed, currency = '', managementMayRead, ...told }) => {
        const purchasesTotal = typed === undefined ? undefined : amountOf(typed, currency)
        if (typed !== undefined && purchasesTotal === undefined)
          return { faults: [{ pointer: '/purchasesTotal', detail: t.ties.noAmount }] }
        return memberFigures({
          ...told,
          ...(purchasesTotal !== undefined && { purchasesTotal }),
          ...(isOwn && { managementMayRead }),
        })
      }
    },
    send: (body, attempt) => api.clusters.stateMemberFigures({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await api.clusters.getMemberFigures({ params })
      return { values: valuesOf(body), version: now }
    },
    onDone,
  })
  const { values, set } = form
  const label = t.members.figures.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.members.figures.state} labels={label}>
      <div className="pair">
        <TextField {...field('purchasesTotal')} hint={t.members.figures.purchasesHint} />
        <TextField
          {...field('currency')}
          hint={t.ties.currencyHint}
          onChange={(text) => set('currency', text?.toUpperCase())}
        />
      </div>
      <YesNoField {...field('hasOutput')} />
      <YesNoField {...field('hasInvestmentContract')} hint={t.members.figures.contractHint} />
      {isOwn && <CheckField {...field('managementMayRead')} />}
    </Form>
  )
}
