import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Power } from '#kernel/powers'
import { decisionOf, ENTRY_ACTIONS, inAddress } from '#registry/model/entry-steps'
import { api } from '../../../api.ts'
import { say } from '../../../language.ts'
import { May } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import type { Attestations, Entry } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { Requirements } from './requirements.tsx'
import { StepForm } from './step-form.tsx'

type Decision = (typeof ENTRY_ACTIONS)[number] | 'reconfirm'

const POWERS = {
  suspend: 'cluster.suspend',
  reinstate: 'cluster.suspend',
  remove: 'cluster.remove',
  annul: 'cluster.remove',
  reconfirm: 'cluster.register',
} as const satisfies Record<Decision, Power>

const isOpen = (decision: Decision, status: Entry['status']): boolean =>
  decision === 'reconfirm' ? status === 'registered' : decisionOf(decision).from.includes(status)

interface Props {
  readonly entry: Entry
  readonly version: number
  readonly cluster: Cluster
  /** The rule sets that the register demands. */
  readonly ruleSets: readonly string[]
  readonly today: string
}

/** What can be decided about an entry now: one form at a time. */
export const EntryDecisions = (props: Props) => {
  const { entry, version, cluster } = props
  const regions = useCodes('regions')
  const [chosen, choose] = useState<Decision>()
  const open = [...ENTRY_ACTIONS, 'reconfirm' as const].filter((decision) => isOpen(decision, entry.status))
  if (open.length === 0) return null
  const decision = open.find((one) => one === chosen)
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{t.entry.decide}</h2>
      {open.map((one) => (
        <May key={one} power={POWERS[one]} resource={resourceOf(cluster, regions.all)} explain>
          <button
            type="button"
            className="step"
            aria-expanded={one === chosen}
            onClick={() => choose(one === chosen ? undefined : one)}
          >
            {t.entry.decisions[one]}
          </button>
        </May>
      ))}
      {decision && <DecisionHere key={`${decision} ${version}`} {...props} decision={decision} />}
    </section>
  )
}

const DecisionHere = ({
  entry: { register, number },
  version,
  cluster,
  ruleSets,
  today,
  decision,
}: Props & { readonly decision: Decision }) => {
  const cache = useQueryClient()
  const [attested, setAttested] = useState<Attestations>({})
  const params = { registerId: register, number: inAddress(number) }
  const common = {
    id: `entry.${register}.${number}.${decision}`,
    title: t.step.draft(t.entry.decisions[decision], say(cluster.names)),
    action: t.entry.decisions[decision],
    version,
    today,
    onDone: async () => {
      // The next decision is taken on the version that this one led to.
      await Promise.all(
        ['entry', 'entry-steps', 'cluster-to-edit', 'judged', 'assessments'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      )
      tell(t.entry.done[decision])
    },
    onStale: () => tell(t.step.stale),
  }
  const checks = () => import('../checks.ts')
  if (decision === 'reconfirm')
    return (
      <>
        {ruleSets.length > 0 && (
          <Requirements cluster={cluster} demanded={ruleSets} attested={attested} onAttested={setAttested} />
        )}
        <StepForm
          {...common}
          asked={{ reason: 'possible', act: true, day: 'decisionDate' }}
          judging={ruleSets.length > 0 ? { cluster, ruleSets, attested } : undefined}
          check={async () => (await checks()).reconfirmation}
          send={(body, attempt) => api.registers.reconfirmEntry({ params, body, ...attempt })}
        />
      </>
    )
  const send = {
    suspend: api.registers.suspendEntry,
    reinstate: api.registers.reinstateEntry,
    remove: api.registers.removeEntry,
    annul: api.registers.annulEntry,
  }[decision]
  return (
    <StepForm
      {...common}
      asked={{ reason: 'required', act: true, day: 'inForce' }}
      check={async () => (await checks()).entryDecision}
      send={(body, attempt) => send({ params, body, ...attempt })}
    />
  )
}
