import '../register.css'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dateIn } from '#kernel/clock'
import { api } from '../../../api.ts'
import { day, list } from '../../../format.ts'
import { say, wordFor } from '../../../language.ts'
import type { Cluster } from '../../../types.ts'
import { tell } from '../../../ui/done.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import {
  type Application,
  type Attestations,
  application as applicationOf,
  applicationSteps,
  changesSince,
  clusterToEdit,
} from '../data.ts'
import { t } from '../texts/index.ts'
import { ApplicationSteps } from '../ui/application-steps.tsx'
import { Assessments } from '../ui/assessments.tsx'
import { fieldName } from '../ui/comments-field.tsx'
import { type Difference, DifferenceTable } from '../ui/difference.tsx'
import { Drop } from '../ui/drop.tsx'
import { useRegisters } from '../ui/names.tsx'
import { Requirements } from '../ui/requirements.tsx'

const route = getRouteApi('/applications/$id')

/** One application: what it asks for, whether the rules allow it, and the next step. */
export const ApplicationPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(applicationOf(id))
  const { application, version } = data
  const { data: read } = useSuspenseQuery(clusterToEdit(application.cluster))
  const registers = useRegisters()
  const register = registers.get(application.register)
  const [attested, setAttested] = useState<Attestations>({})
  const { cluster, version: clusterVersion = 0 } = read
  return (
    <>
      <Heading title={t.application.title[application.kind](say(cluster.names))}>
        <p className="ways">
          <span className="state" data-state={application.status}>
            {t.statuses[application.status]}
          </span>
          <Link to="/clusters/$id" params={{ id: cluster.id }}>
            {t.application.toCluster}
          </Link>
          <Link to="/applications">{t.application.toList}</Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.application.register, registers.nameOf(application.register)],
          [t.application.number, application.number],
          [t.application.due, application.due && day(application.due)],
          [t.application.term, application.overdue ? t.application.overdue : undefined],
          [t.application.begun, day(application.createdAt)],
        ]}
      />
      <Remarks application={application} />
      <Asked application={application} cluster={cluster} />
      <SinceSubmission application={application} clusterVersion={clusterVersion} />
      <Requirements
        cluster={cluster}
        demanded={register?.ruleSets ?? []}
        attested={attested}
        onAttested={setAttested}
      />
      <Assessments cluster={cluster.id} />
      {register && (
        <ApplicationSteps
          application={application}
          version={version}
          cluster={cluster}
          clusterVersion={clusterVersion}
          today={dateIn(register.timeZone, new Date())}
          ruleSets={register.ruleSets}
          attested={attested}
        />
      )}
      {application.status === 'draft' && <DropDraft id={id} version={version} />}
      <Done id={id} />
    </>
  )
}

/** With what it came back, and where that is put right. */
const Remarks = ({
  application: { status, comments, cluster, id, kind },
}: {
  readonly application: Application
}) => {
  const isOpen = status === 'draft' || status === 'returned'
  return (
    <>
      {comments && comments.length > 0 && (
        <section className="notice" aria-labelledby="remarks">
          <h2 id="remarks">{t.application.remarks}</h2>
          <ul>
            {comments.map(({ field, text }) => (
              <li key={`${field} ${text}`}>
                <strong>{fieldName(field)}</strong>: {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {isOpen && (
        <p className="ways">
          {kind === 'entry' ? (
            <Link to="/clusters/$id/edit" params={{ id: cluster }}>
              {t.application.editCluster}
            </Link>
          ) : (
            <Link to="/applications/$id/facts" params={{ id }}>
              {t.application.editFacts}
            </Link>
          )}
        </p>
      )}
    </>
  )
}

const FACTS = ['names', 'seat', 'regions', 'primaryCategory', 'managementOrganisation'] as const

/** What the register holds beside what it is to hold. */
const Asked = ({
  application: { kind, facts = {}, status },
  cluster,
}: {
  readonly application: Application
  readonly cluster: Cluster
}) => {
  const rows = FACTS.map((field): Difference => {
    const now = cluster[field]
    if (kind === 'entry') return { field, before: undefined, after: now }
    return { field, before: now, after: facts[field] ?? now }
  })
  // What was decided stands in the register already.
  if (status === 'approved') return null
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t.difference.title}</h2>
      <p>{kind === 'entry' ? t.difference.newEntry : t.difference.amendment}</p>
      <DifferenceTable
        caption={t.difference.title}
        heads={[t.difference.before, t.difference.after]}
        rows={rows.filter(({ before, after }) => before !== undefined || after !== undefined)}
      />
    </section>
  )
}

/** What was changed of the cluster after it was submitted: who decides sees it. */
const SinceSubmission = ({
  application: { cluster, clusterVersion: submitted, status },
  clusterVersion,
}: {
  readonly application: Application
  readonly clusterVersion: number
}) => {
  const isPending = status === 'submitted' || status === 'under-review' || status === 'returned'
  const isChanged = isPending && submitted !== undefined && submitted < clusterVersion
  const found = useQuery({ ...changesSince(cluster, submitted ?? 0), enabled: isChanged })
  const rows = (found.data?.differences ?? []).map(({ field, before, after }) => ({ field, before, after }))
  if (!isChanged || rows.length === 0) return null
  return (
    <section aria-labelledby="since">
      <h2 id="since">{t.difference.since}</h2>
      <DifferenceTable
        caption={t.difference.since}
        heads={[t.difference.submitted, t.difference.now]}
        rows={rows}
      />
    </section>
  )
}

const DropDraft = ({ id, version }: { readonly id: string; readonly version: number }) => {
  const cache = useQueryClient()
  const navigate = route.useNavigate()
  return (
    <Drop
      action={t.application.drop}
      text={t.application.dropText}
      drop={() => api.registers.deleteApplication({ params: { applicationId: id }, version })}
      onDone={async () => {
        void cache.invalidateQueries({ queryKey: ['waiting'] })
        tell(t.application.dropped)
        await navigate({ to: '/applications' })
      }}
    />
  )
}

/** What was done with it, in order. */
const Done = ({ id }: { readonly id: string }) => {
  const steps = useQuery(applicationSteps(id))
  if (steps.error) return <TroubleHere error={steps.error} again={() => void steps.refetch()} />
  if (!steps.data) return <Waiting lines={3} />
  return (
    <section aria-labelledby="done">
      <h2 id="done">{t.application.steps}</h2>
      {steps.data.items.length === 0 ? (
        <p>{t.application.noSteps}</p>
      ) : (
        <Table
          caption={t.application.steps}
          quietCaption
          rows={steps.data.items}
          rowKey={({ version }) => String(version)}
          columns={[
            { key: 'at', name: t.application.at, cell: ({ at }) => day(at) },
            { key: 'step', name: t.application.step, cell: ({ action }) => wordFor(t.did, action) },
            { key: 'reason', name: t.step.labels.reason, cell: ({ reason }) => reason ?? '–' },
            {
              key: 'comments',
              name: t.step.comments,
              cell: ({ comments = [] }) =>
                comments.length === 0
                  ? '–'
                  : list(comments.map(({ field, text }) => `${fieldName(field)}: ${text}`)),
            },
          ]}
        />
      )}
    </section>
  )
}
