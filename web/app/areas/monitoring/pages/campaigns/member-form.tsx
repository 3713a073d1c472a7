import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { troubleOf } from '../../../../api.ts'
import { cluster as clusterOf, organisation as organisationOf } from '../../../../data.ts'
import { day, decimal, period as periodText } from '../../../../format.ts'
import { CheckField, TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { language, say } from '../../../../language.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { campaigns, type MemberForm } from '../../api.ts'
import { memberForm } from '../../data.ts'
import { nameOf } from '../../entry/edits.ts'
import { answerOf, type TypedAnswer } from '../../entry/member-answer.ts'
import { t } from '../../texts/campaigns/index.ts'
import { faultText } from '../../ui/campaigns/fault-text.ts'

/** The form of one member of a cluster, opened by its link and without an account. */
export const MemberFormPage = () => {
  const token = useRouterState({ select: ({ location }) => location.hash })
  const found = useQuery({ ...memberForm(token), enabled: token !== '' })
  if (token === '' || (found.error && ['missing', 'wrong'].includes(troubleOf(found.error))))
    return <Heading title={t.member.missing.title} lead={t.member.missing.text} />
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (found.data === undefined) return <Waiting lines={6} />
  const { campaign, period, deadline, status } = found.data
  return (
    <>
      <Heading
        title={t.member.title(periodText(period))}
        lead={t.member.campaign(say(campaign), day(deadline))}
      />
      <Asking form={found.data} />
      {status === 'answered' && <p className="notice">{t.member.wasAnswered}</p>}
      <Answer key={token} token={token} shown={found.data} />
    </>
  )
}

/** Who asks whom. */
const Asking = ({ form }: { readonly form: MemberForm }) => {
  const cluster = useQuery(clusterOf(form.cluster))
  const organisation = useQuery(organisationOf(form.organisation))
  if (cluster.data === undefined || organisation.data === undefined) return null
  return <p>{t.member.asks(say(cluster.data.names), say(organisation.data.names))}</p>
}

const typedFrom = ({ figures, agreed, status }: MemberForm): TypedAnswer => ({
  values: figures.map(({ value, obsStatus, decimals }) =>
    value === null ? (obsStatus ?? '') : decimal(value, decimals),
  ),
  agreed,
  done: status === 'answered',
})

const Answer = ({ token, shown }: { readonly token: string; readonly shown: MemberForm }) => {
  const { figures, cluster, organisation, period } = shown
  const cache = useQueryClient()
  const form = useForm({
    id: `member.${cluster}.${organisation}.${period}`,
    title: t.member.title(periodText(period)),
    initial: typedFrom(shown),
    version: shown.version,
    check: async () => (values: TypedAnswer) => answerOf(values, figures, language, faultText),
    send: (body, { version }) => campaigns.answerMemberForm({ body: { ...body, token, version } }),
    reread: async () => {
      const { body } = await campaigns.readMemberForm({ body: { token } })
      return { values: typedFrom(body), version: body.version }
    },
    onDone: ({ body }) => {
      cache.setQueryData(memberForm(token).queryKey, body)
      tell(body.status === 'answered' ? t.member.answered : t.member.saved)
    },
  })
  const { values, set } = form
  return (
    <Form form={form} action={t.member.send} labels={labelsOf(figures)}>
      <p className="hint">{t.member.how}</p>
      {figures.map((figure, place) => (
        <TextField
          key={nameOf(figure)}
          name={`values/${place}`}
          label={`${say(figure.name)}, ${say(figure.unit)}`}
          hint={say(figure.definition)}
          value={values.values[place]}
          onChange={(text = '') => set('values', values.values.with(place, text))}
        />
      ))}
      <CheckField
        name="agreed"
        label={t.member.agreed}
        hint={t.member.agreedHint}
        value={values.agreed}
        onChange={(agreed) => set('agreed', agreed)}
      />
      <CheckField
        name="done"
        label={t.member.isDone}
        value={values.done}
        onChange={(done) => set('done', done)}
      />
    </Form>
  )
}

const labelsOf = (figures: MemberForm['figures']) => ({
  ...t.member.labels,
  ...Object.fromEntries(figures.map(({ name }, place) => [`values/${place}`, say(name)])),
})
