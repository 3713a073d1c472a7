import '../operations.css'
import '../../../forms/forms.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { decimal, moment, whole } from '../../../format.ts'
import { ForHolders } from '../../../session/may.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { jobs } from '../data.ts'
import { t } from '../texts/index.ts'
import { Ways } from '../ui/ways.tsx'

/** The runs of the jobs, with what went wrong. */
export const JobsPage = () => {
  return (
    <>
      <Heading title={t.jobs.title} lead={t.jobs.lead}>
        <Ways />
      </Heading>
      <ForHolders of={['job.redrive']} lacking={t.mayNot}>
        <Runs />
      </ForHolders>
    </>
  )
}

const Runs = () => {
  const found = useInfiniteQuery(jobs())
  return (
    <>
      <p className="quiet">{t.jobs.again}</p>
      <PagedTable
        found={found}
        caption={t.jobs.title}
        none={t.jobs.none}
        rowKey={({ run }) => run}
        columns={[
          {
            key: 'run',
            name: t.jobs.run,
            cell: ({ run, startedAt }) => (
              <Link to="/operations/jobs/$run" params={{ run }}>
                <span className="when">{moment(startedAt)}</span>
              </Link>
            ),
          },
          { key: 'job', name: t.jobs.job, cell: ({ job }) => t.jobs.names[job] },
          {
            key: 'outcome',
            name: t.jobs.outcome,
            cell: ({ outcome }) => (
              <span className="outcome" data-outcome={outcome}>
                {t.jobs.outcomes[outcome]}
              </span>
            ),
          },
          {
            key: 'took',
            name: t.jobs.took,
            numeric: true,
            cell: ({ milliseconds }) => t.jobs.seconds(decimal(String(milliseconds / 1000), 1)),
          },
          {
            key: 'written',
            name: t.jobs.written,
            numeric: true,
            cell: ({ cells }) => whole(cells.written),
          },
          { key: 'error', name: t.jobs.error, cell: ({ error }) => error ?? '–' },
        ]}
      />
    </>
  )
}
