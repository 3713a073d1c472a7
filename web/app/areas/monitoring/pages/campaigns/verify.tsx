import { bound } from '../../../../forms/bound.ts'
import '../../monitoring.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../../data.ts'
import { day, decimal, period as periodText } from '../../../../format.ts'
import { SelectField, TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { language, say } from '../../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { campaigns, type FormFigure, type FormView } from '../../api.ts'
import { campaignOf, formOf } from '../../data.ts'
import { changeOf } from '../../entry/cells.ts'
import { nameOf } from '../../entry/edits.ts'
import { t } from '../../texts/campaigns/index.ts'
import { askedIn } from '../../ui/campaigns/campaign-words.ts'
import { useFormFigureName } from '../../ui/campaigns/figure-names.ts'

const route = getRouteApi('/campaigns/$id/verify/$cluster')

/** A submitted form with what its checks say, and the decision about it. */
export const VerifyPage = () => {
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
  return (
    <>
      <Heading title={t.verify.title(say(subject.names))} lead={say(about.campaign.name)} />
      <p>
        {askedIn(about.campaign)}
        <br />
        {t.verify.standing(t.standings[form.standing])}
        {form.submittedAt !== undefined && ` ${t.verify.submittedOn(day(form.submittedAt))}`}
      </p>
      <p>
        <Link to="/campaigns/$id" params={{ id }} search={{ standing: 'submitted' }}>
          {t.verify.back}
        </Link>
      </p>
      <Figures form={form} />
      {form.standing !== 'submitted' ? (
        <p className="notice">{t.verify.notNow}</p>
      ) : may.may ? (
        <Decision form={form} version={data.version} title={t.verify.title(say(subject.names))} />
      ) : (
        <MayNot of={may} />
      )}
    </>
  )
}

const shown = ({ value, obsStatus, decimals }: Pick<FormFigure, 'value' | 'obsStatus' | 'decimals'>) =>
  value === null ? (obsStatus ?? '–') : decimal(value, decimals)

const Figures = ({ form }: { readonly form: FormView }) => {
  const called = useFormFigureName()
  return (
    <Table
      caption={t.verify.figures}
      quietCaption
      rows={form.figures}
      rowKey={nameOf}
      columns={[
        {
          key: 'figure',
          name: t.entry.figure,
          cell: (figure) => (
            <>
              {called(figure)} <span className="quiet">{say(figure.unit)}</span>
            </>
          ),
        },
        { key: 'value', name: periodText(form.period), numeric: true, cell: shown },
        {
          key: 'earlier',
          name: t.entry.earlier,
          numeric: true,
          cell: ({ earlier, decimals }) => (earlier === null ? '–' : shown({ ...earlier, decimals })),
        },
        { key: 'change', name: t.entry.change, numeric: true, cell: (figure) => changeOf(figure) },
        {
          key: 'check',
          name: t.entry.check,
          cell: (figure) => (
            <div className="found">
              {figure.settled && <p className="quiet">{t.entry.settled}</p>}
              {form.findings
                .filter(({ figures }) => figures.some((one) => nameOf(one) === nameOf(figure)))
                .map(({ rule, severity, text }) => (
                  <p key={`${rule} ${text.en}`} className={severity}>
                    {text[language]}
                  </p>
                ))}
            </div>
          ),
        },
        { key: 'reason', name: t.entry.reason, cell: ({ justification }) => justification },
      ]}
    />
  )
}

interface Comment {
  readonly indicator: string
  readonly breakdown: string
  readonly comment: string
}

interface Decided {
  readonly decision?: 'verified' | 'returned'
  readonly comment?: string
  readonly comments: readonly Comment[]
}

const UNDECIDED: Decided = { comments: [] }

const Decision = ({
  form: shownForm,
  version,
  title,
}: {
  readonly form: FormView
  readonly version: number
  readonly title: string
}) => {
  const { campaign, cluster, figures } = shownForm
  const navigate = route.useNavigate()
  const called = useFormFigureName()
  const form = useForm({
    id: `decision.${campaign}.${cluster}`,
    title,
    initial: UNDECIDED,
    version,
    check: async () => (await import('../../checks.ts')).decision,
    // Comments on values go with a return only.
    send: ({ comments, ...body }, attempt) =>
      campaigns.decideForm({
        params: { campaignId: campaign, cluster },
        body: { ...body, comments: body.decision === 'returned' ? comments : [] },
        ...attempt,
      }),
    onDone: async ({ body }) => {
      tell(t.verify.done(t.standings[body.standing]))
      await navigate({ to: '/campaigns/$id', params: { id: campaign }, search: { standing: 'submitted' } })
    },
  })
  const { values, set } = form
  const field = bound(values, set, t.verify.labels)
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{t.verify.decision}</h2>
      <Form form={form} action={t.verify.decide} labels={t.verify.labels}>
        <SelectField
          {...field('decision')}
          required
          options={[
            ['verified', t.verify.verified],
            ['returned', t.verify.returned],
          ]}
        />
        {values.decision === 'returned' && (
          <>
            <p>{t.verify.commentsHint}</p>
            {figures.map((figure) => {
              const place = values.comments.findIndex((one) => nameOf(one) === nameOf(figure))
              return (
                <TextField
                  key={nameOf(figure)}
                  name={`comments/${place < 0 ? nameOf(figure) : place}`}
                  label={t.verify.commentOn(called(figure), shown(figure))}
                  value={values.comments[place]?.comment}
                  onChange={(comment) => set('comments', withComment(values.comments, figure, comment))}
                />
              )
            })}
          </>
        )}
        <TextField {...field('comment')} lines={2} />
      </Form>
    </section>
  )
}

const withComment = (
  comments: readonly Comment[],
  { indicator, breakdown }: FormFigure,
  comment: string | undefined,
): readonly Comment[] => {
  const others = comments.filter((one) => nameOf(one) !== nameOf({ indicator, breakdown }))
  return comment === undefined ? others : [...others, { indicator, breakdown, comment }]
}
