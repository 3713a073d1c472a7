import '../register.css'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { dateIn } from '#kernel/clock'
import { entrySteps } from '../../../data.ts'
import { day } from '../../../format.ts'
import { say, wordFor } from '../../../language.ts'
import { May } from '../../../session/may.tsx'
import { actText } from '../../../ui/act-text.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { clusterToEdit, entry as entryOf } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { Assessments } from '../ui/assessments.tsx'
import { EntryDecisions } from '../ui/entry-decisions.tsx'
import { useRegisters } from '../ui/names.tsx'
import { OrderExtract } from '../ui/order-extract.tsx'

const route = getRouteApi('/entries')

/** One entry of a register: what was decided about it, what can be decided, and its extract. */
export const EntryPage = () => {
  const { register, number } = route.useSearch()
  const { data } = useSuspenseQuery(entryOf(register, number))
  const { entry, version } = data
  const { data: read } = useSuspenseQuery(clusterToEdit(entry.cluster))
  const registers = useRegisters()
  const regions = useCodes('regions')
  const book = registers.get(entry.register)
  const { cluster } = read
  return (
    <>
      <Heading title={t.entry.title(number, say(cluster.names))}>
        <p className="ways">
          <Status status={entry.status} />
          <Link to="/clusters/$id" params={{ id: cluster.id }}>
            {t.application.toCluster}
          </Link>
          <Link to="/applications/new" search={{ cluster: cluster.id }}>
            {t.entry.amend}
          </Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.application.register, registers.nameOf(entry.register)],
          [t.entry.registeredOn, day(entry.registeredOn)],
          [t.act.title, [entry.act.kind, entry.act.number].filter(Boolean).join(', ')],
          [t.entry.validUntil, entry.validUntil && day(entry.validUntil)],
        ]}
      />
      <OrderExtract register={register} number={number} />
      {book && (
        <EntryDecisions
          entry={entry}
          version={version}
          cluster={cluster}
          ruleSets={book.ruleSets}
          today={dateIn(book.timeZone, new Date())}
        />
      )}
      <Decided register={register} number={number} />
      <May power="cluster.register" resource={resourceOf(cluster, regions.all)}>
        <Assessments cluster={cluster.id} />
      </May>
    </>
  )
}

const Decided = ({ register, number }: { readonly register: string; readonly number: string }) => {
  const steps = useQuery(entrySteps(register, number))
  if (steps.error) return <TroubleHere error={steps.error} again={() => void steps.refetch()} />
  if (!steps.data) return <Waiting lines={3} />
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{t.entry.decided}</h2>
      <Table
        caption={t.entry.decided}
        quietCaption
        rows={steps.data.items}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: 'inForce', name: t.entry.inForce, cell: ({ inForce }) => day(inForce) },
          { key: 'step', name: t.application.step, cell: ({ action }) => wordFor(words.actions, action) },
          { key: 'reason', name: t.step.labels.reason, cell: ({ reason }) => reason ?? '–' },
          {
            key: 'act',
            name: t.act.title,
            cell: ({ act }) => (act === undefined ? '–' : actText(act)),
          },
        ]}
      />
    </section>
  )
}
