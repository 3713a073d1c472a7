import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { day, list, moment, whole } from '../../../format.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { type JobRun, job as jobOf } from '../data.ts'
import { t } from '../texts/index.ts'

const route = getRouteApi('/operations/jobs/$run')

/** What one run of a job did. */
export const JobPage = () => {
  const { run } = route.useParams()
  const { data } = useSuspenseQuery(jobOf(run))
  const { cells, reads, writes, releases } = data
  const requests = (of: JobRun['reads']) => t.run.requests(whole(of.requests), whole(of.records))
  return (
    <>
      <Heading title={t.run.title(t.jobs.names[data.job], moment(data.startedAt))} />
      <p className="ways">
        <Link to="/operations">{t.run.toList}</Link>
      </p>
      {data.error !== undefined && (
        <p className="notice">
          <strong>{t.jobs.error}:</strong> {data.error}
        </p>
      )}
      <Facts
        facts={[
          [t.jobs.outcome, t.jobs.outcomes[data.outcome]],
          [t.run.started, moment(data.startedAt)],
          [t.run.finished, moment(data.finishedAt)],
          [t.run.day, day(data.today)],
          [t.run.marks, whole(data.marks)],
          [t.run.slices, whole(data.slices)],
          [t.run.computed, whole(cells.computed)],
          [t.run.written, whole(cells.written)],
          [t.run.removed, whole(cells.removed)],
          [t.run.pending, data.pending === undefined ? undefined : whole(data.pending)],
          [t.run.repaired, data.repaired === undefined ? undefined : data.repaired ? t.run.yes : t.run.no],
          [t.run.prepared, releases && list(releases.prepared)],
          [t.run.published, releases && list(releases.published)],
          [t.run.reads, requests(reads)],
          [t.run.writes, requests(writes)],
        ]}
      />
      {LISTS.map((name) => (
        <Named key={name} name={t.run.lists[name]} items={data[name] ?? []} />
      ))}
    </>
  )
}

/** What a run names one by one, the most pressing first. */
const LISTS = ['setAside', 'differing', 'checks', 'unexpected', 'excluded', 'touched'] as const

/** So many of a list are shown. */
const MOST = 100

const Named = ({ name, items }: { readonly name: string; readonly items: readonly string[] }) =>
  items.length > 0 && (
    <details>
      <summary>{t.run.counted(name, whole(items.length))}</summary>
      <ul>
        {items.slice(0, MOST).map((item) => (
          <li key={item}>
            <code>{item}</code>
          </li>
        ))}
      </ul>
      {items.length > MOST && <p className="quiet">{t.run.more(items.length - MOST)}</p>}
    </details>
  )
