import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { entrySteps, registers } from '../../../../data.ts'
import { day } from '../../../../format.ts'
import { say, wordFor } from '../../../../language.ts'
import type { Cluster } from '../../../../types.ts'
import { Facts } from '../../../../ui/facts.tsx'
import { Status } from '../../../../ui/status.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { t as words } from '../../../../words/index.ts'
import { t } from '../../texts/index.ts'

/** The entries of a cluster with the decisions behind them, and the way to an extract. */
export const Entries = ({ cluster: { entries } }: { readonly cluster: Cluster }) => {
  const { data } = useQuery(registers())
  if (entries.length === 0) return null
  const names = new Map(data?.items.map((register) => [register.id, say(register.names)]))
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{t.cluster.entries}</h2>
      {entries.map(({ register, number, status, registeredOn }) => (
        <article key={`${register}/${number}`}>
          <h3>{names.get(register) ?? t.cluster.register}</h3>
          <Facts
            facts={[
              [t.cluster.number, number],
              [t.cluster.status, <Status key="status" status={status} />],
              [t.cluster.since, day(registeredOn)],
            ]}
          />
          <Decisions register={register} number={number} />
        </article>
      ))}
      <p>
        <Link to="/verify">{t.cluster.checkExtract}</Link>
      </p>
    </section>
  )
}

const Decisions = ({ register, number }: { readonly register: string; readonly number: string }) => {
  const steps = useQuery(entrySteps(register, number))
  if (steps.error) return <TroubleHere error={steps.error} again={() => void steps.refetch()} />
  if (!steps.data) return <Waiting lines={2} />
  return (
    <Table
      caption={t.cluster.decisions}
      rows={steps.data.items}
      rowKey={({ at, action }) => `${at} ${action}`}
      columns={[
        { key: 'inForce', name: t.cluster.inForce, cell: ({ inForce }) => day(inForce) },
        { key: 'decision', name: t.cluster.decision, cell: ({ action }) => wordFor(words.actions, action) },
        {
          key: 'act',
          name: t.cluster.act,
          cell: ({ act }) =>
            act === undefined
              ? '–'
              : [act.kind, act.number, act.date && day(act.date)].filter(Boolean).join(', '),
        },
      ]}
    />
  )
}
