import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../../api.ts'
import { cluster as clusterOf } from '../../../../data.ts'
import { decimal, period as periodText } from '../../../../format.ts'
import { NumberField, SelectField, TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { Refused } from '../../../../ui/trouble.tsx'
import { campaigns, type FormFigure, type FormView } from '../../api.ts'
import { campaignOf, formOf } from '../../data.ts'
import { nameOf } from '../../entry/edits.ts'
import type { ImputationValues } from '../../gaps/contents.ts'
import { t } from '../../texts/imputing/index.ts'
import { askedIn } from '../../ui/campaigns/campaign-words.ts'
import { useFormFigureName } from '../../ui/campaigns/figure-names.ts'

const route = getRouteApi('/campaigns/$id/impute/$cluster')

/** Puts values in the place of what a cluster did not report, each with its method and reason; another person verifies
 *  them here. */
export const ImputePage = () => {
  const { id, cluster } = route.useParams()
  const { data: subject } = useSuspenseQuery(clusterOf(cluster))
  const { data: about } = useSuspenseQuery(campaignOf(id))
  const { data } = useSuspenseQuery(formOf(id, cluster))
  const regions = useCodes('regions').all
  const may = useMay('kpi.verify', {
    regions: subject.regions.map((code) => pathOf(regions, code)),
    category: subject.primaryCategory,
    cluster,
  })
  const { form } = data
  const [round, setRound] = useState(0)
  const missing = form.figures.filter(isMissing)
  return (
    <>
      <Heading title={t.title(say(subject.names))} lead={say(about.campaign.name)} />
      <p>{askedIn(about.campaign)}</p>
      <p>
        <Link to="/campaigns/$id" params={{ id }}>
          {t.back}
        </Link>
      </p>
      <p>{t.how}</p>
      <MayNot of={may} />
      <Figures form={form} verifies={may.may} />
      {may.may && missing.length === 0 && <p className="notice">{t.nothingMissing}</p>}
      {may.may && missing.length > 0 && (
        <Impute
          key={round}
          form={form}
          missing={missing}
          title={t.title(say(subject.names))}
          isAgain={round > 0}
          onDone={() => setRound((before) => before + 1)}
        />
      )}
    </>
  )
}

/** What may be imputed: what was not reported, and what was imputed before. */
const isMissing = ({ workflow, obsStatus }: FormFigure): boolean =>
  workflow === null || workflow === 'withdrawn' || obsStatus === 'I'

const valueText = (figure: Pick<FormFigure, 'value' | 'decimals'>): string =>
  figure.value === null ? '–' : decimal(figure.value, figure.decimals)

const Figures = ({ form, verifies }: { readonly form: FormView; readonly verifies: boolean }) => {
  const cache = useQueryClient()
  const called = useFormFigureName()
  const verifying = useMutation({
    mutationFn: async ({ indicator, breakdown }: FormFigure) => {
      const params = {
        universe: 'cluster' as const,
        subject: form.cluster,
        indicator,
        breakdown,
        period: form.period,
      }
      const { version = 0 } = await api.monitoring.getObservation({ params })
      await api.monitoring.decideObservation({
        params,
        body: { decision: 'verified' },
        version,
        idempotencyKey: crypto.randomUUID(),
      })
    },
    onSuccess: async () => {
      await refreshed(cache, form)
      tell(t.verified)
    },
  })
  return (
    <>
      {verifying.error && <Refused error={verifying.error} />}
      <Table
        caption={t.figures}
        quietCaption
        rows={form.figures}
        rowKey={nameOf}
        columns={[
          {
            key: 'figure',
            name: t.labels['values/0/indicator'],
            cell: (figure) => (
              <>
                {called(figure)} <span className="quiet">{say(figure.unit)}</span>
              </>
            ),
          },
          {
            key: 'earlier',
            name: t.earlier,
            numeric: true,
            cell: ({ earlier, decimals }) =>
              earlier === null ? '–' : valueText({ value: earlier.value, decimals }),
          },
          { key: 'value', name: periodText(form.period), numeric: true, cell: valueText },
          {
            key: 'status',
            name: t.status,
            cell: ({ workflow, obsStatus }) =>
              workflow === null
                ? t.notReported
                : obsStatus === 'I'
                  ? t.imputed(t.workflows[workflow])
                  : t.workflows[workflow],
          },
          ...(verifies
            ? [
                {
                  key: 'verify',
                  name: t.action,
                  cell: (figure: FormFigure) =>
                    figure.obsStatus === 'I' &&
                    figure.workflow === 'submitted' && (
                      <button
                        type="button"
                        disabled={verifying.isPending}
                        aria-label={t.verifyOne(called(figure))}
                        onClick={() => verifying.mutate(figure)}
                      >
                        {t.verify}
                      </button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

const refreshed = (
  cache: ReturnType<typeof useQueryClient>,
  { campaign, cluster }: Pick<FormView, 'campaign' | 'cluster'>,
) => cache.invalidateQueries({ queryKey: ['campaign-form', campaign, cluster] })

const METHODS = ['carried-forward', 'peer-growth', 'expert-estimate'] as const

const Impute = ({
  form: shown,
  missing,
  title,
  isAgain,
  onDone,
}: {
  readonly form: FormView
  readonly missing: readonly FormFigure[]
  readonly title: string
  /** After another one was imputed: the focus goes on here. */
  readonly isAgain: boolean
  readonly onDone: () => void
}) => {
  const { campaign, cluster } = shown
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isAgain) heading.current?.focus()
  }, [isAgain])
  const cache = useQueryClient()
  const called = useFormFigureName()
  const initial: ImputationValues = {}
  const form = useForm({
    id: `impute.${campaign}.${cluster}`,
    title,
    initial,
    check: async () => (await import('../../checks.ts')).imputation,
    send: (body, { idempotencyKey }) =>
      campaigns.imputeValues({ params: { campaignId: campaign, cluster }, body, idempotencyKey }),
    onDone: async () => {
      await refreshed(cache, shown)
      tell(t.done)
      onDone()
    },
  })
  const { values, set } = form
  return (
    <section aria-labelledby="impute">
      <h2 id="impute" tabIndex={-1} ref={heading}>
        {t.impute}
      </h2>
      <Form form={form} action={t.impute} labels={t.labels}>
        <SelectField
          name="values/0/indicator"
          label={t.labels['values/0/indicator']}
          required
          options={missing.map((figure) => [nameOf(figure), called(figure)] as const)}
          value={values.figure}
          onChange={(figure) => set('figure', figure)}
        />
        <SelectField
          name="values/0/method"
          label={t.labels['values/0/method']}
          required
          options={METHODS.map((method) => [method, t.methods[method]] as const)}
          value={values.method}
          onChange={(method) => set('method', method)}
        />
        {values.method === 'expert-estimate' && (
          <NumberField
            name="values/0/value"
            label={t.labels['values/0/value']}
            required
            value={values.value}
            onChange={(value) => set('value', value)}
          />
        )}
        <TextField
          name="values/0/reason"
          label={t.labels['values/0/reason']}
          required
          lines={2}
          value={values.reason}
          onChange={(reason) => set('reason', reason)}
        />
      </Form>
    </section>
  )
}
