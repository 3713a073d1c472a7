import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Power } from '#kernel/powers'
import { type ApplicationAction, transitionOf } from '#registry/model/application-steps'
import { api } from '../../../api.ts'
import { May } from '../../../session/may.tsx'
import { me } from '../../../session/me.ts'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import type { Application, Attestations } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { type Asked, StepForm } from './step-form.tsx'

type Action = Exclude<ApplicationAction, 'lapse'>

/** Who takes which step, in the order in which they are offered; and what each asks for. */
const STEPS: readonly (readonly [action: Action, power: Power, asked: Asked])[] = [
  ['submit', 'cluster.edit', { reason: 'possible' }],
  ['review', 'cluster.register', { reason: 'possible' }],
  ['approve', 'cluster.register', { reason: 'possible', act: true, day: 'decisionDate' }],
  ['return', 'cluster.register', { reason: 'required', comments: true }],
  ['refuse', 'cluster.register', { reason: 'required', act: true, day: 'decisionDate' }],
  ['withdraw', 'cluster.edit', { reason: 'possible' }],
]

interface Props {
  readonly application: Application
  readonly version: number
  readonly cluster: Cluster
  readonly clusterVersion: number
  readonly today: string
  /** The rule sets that the register demands. */
  readonly ruleSets: readonly string[]
  readonly attested: Attestations
}

/** What can be done with an application now: one form at a time. */
export const ApplicationSteps = (props: Props) => {
  const { application, version, cluster } = props
  const regions = useCodes('regions')
  const [chosen, choose] = useState<Action>()
  const open = STEPS.filter(([action]) => transitionOf(action).from.includes(application.status))
  if (open.length === 0) return null
  const step = open.find(([action]) => action === chosen)
  return (
    <section aria-labelledby="steps-to-take">
      <h2 id="steps-to-take">{t.step.title}</h2>
      {open.map(([action, power]) => (
        <May key={action} power={power} resource={resourceOf(cluster, regions.all)} explain>
          <Impartial action={action} application={application}>
            <button
              type="button"
              className="step"
              aria-expanded={action === chosen}
              onClick={() => choose(action === chosen ? undefined : action)}
            >
              {t.step.actions[nameOf(action, application)]}
            </button>
          </Impartial>
        </May>
      ))}
      {step && <StepHere key={`${step[0]} ${version}`} {...props} action={step[0]} asked={step[2]} />}
    </section>
  )
}

const nameOf = (action: Action, { kind }: Application) =>
  action === 'approve' ? (kind === 'entry' ? 'register' : 'amend') : action

/** Who prepared an application does not assess it, and who assessed it does not decide. */
const Impartial = ({
  action,
  application: { preparedBy, assessedBy },
  children,
}: {
  readonly action: Action
  readonly application: Application
  readonly children: React.ReactNode
}) => {
  const { data } = useQuery(me())
  const person = data?.person
  if (person == null || action === 'submit' || action === 'withdraw') return children
  if (preparedBy.includes(person)) return <p className="why">{t.step.prepared[action]}</p>
  const decides = action === 'approve' || action === 'refuse'
  return decides && assessedBy.includes(person) ? <p className="why">{t.step.assessed[action]}</p> : children
}

const StepHere = ({
  application: one,
  version,
  cluster,
  clusterVersion,
  today,
  ruleSets,
  attested,
  action,
  asked,
}: Props & { readonly action: Action; readonly asked: Asked }) => {
  const cache = useQueryClient()
  const name = nameOf(action, one)
  const params = { applicationId: one.id }
  const common = {
    id: `application.${one.id}.${action}`,
    title: t.step.draft(t.step.actions[name], Object.values(cluster.names)[0] ?? one.id),
    action: t.step.actions[name],
    asked,
    version,
    today,
    onDone: async () => {
      await Promise.all(
        ['application', 'application-steps', 'cluster-to-edit', 'judged', 'assessments', 'waiting'].map(
          (key) => cache.invalidateQueries({ queryKey: [key] }),
        ),
      )
      tell(t.step.done[name])
    },
    onStale: () => tell(t.step.stale),
  }
  const checks = () => import('../checks.ts')
  const { registers } = api
  switch (action) {
    case 'submit':
      return (
        <StepForm
          {...common}
          check={async () => (await checks()).plainStep}
          send={(body, attempt) => registers.submitApplication({ params, body, ...attempt })}
        />
      )
    case 'withdraw':
      return (
        <StepForm
          {...common}
          check={async () => (await checks()).plainStep}
          send={(body, attempt) => registers.withdrawApplication({ params, body, ...attempt })}
        />
      )
    case 'review':
      return (
        <StepForm
          {...common}
          check={async () => (await checks()).plainStep}
          send={(body, attempt) => registers.reviewApplication({ params, body, ...attempt })}
        />
      )
    case 'return':
      return (
        <StepForm
          {...common}
          check={async () => (await checks()).returnStep}
          send={(body, attempt) => registers.returnApplication({ params, body, ...attempt })}
        />
      )
    case 'refuse':
      return (
        <StepForm
          {...common}
          check={async () => (await checks()).refusalStep}
          send={(body, attempt) => registers.refuseApplication({ params, body, ...attempt })}
        />
      )
    case 'approve':
      return (
        <StepForm
          {...common}
          judging={ruleSets.length > 0 ? { cluster, ruleSets, attested } : undefined}
          check={async () => (await checks()).registrationDecision}
          send={(content, attempt) => {
            const decided = { params, body: { ...content, clusterVersion }, ...attempt }
            return one.kind === 'entry' ? registers.registerCluster(decided) : registers.amendEntry(decided)
          }}
        />
      )
  }
}
