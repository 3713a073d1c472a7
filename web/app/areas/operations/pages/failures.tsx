import '../operations.css'
import '../../../forms/forms.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { WHOLE_DEPLOYMENT } from '#kernel/access'
import { moment } from '../../../format.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { failures } from '../data.ts'
import { t } from '../texts/failures/index.ts'
import { canBeHandled, given, whyGivenUp } from '../ui/failure-words.ts'
import { useRedrive } from '../ui/use-redrive.ts'
import { Ways } from '../ui/ways.tsx'

/** What functions gave up on: who mended the cause has it redriven. */
export const FailuresPage = () => {
  const may = useMay('job.redrive', WHOLE_DEPLOYMENT)
  return (
    <>
      <Heading title={t.title} lead={t.lead}>
        <Ways />
      </Heading>
      {may.may ? <Failures /> : <MayNot of={may} />}
    </>
  )
}

const Failures = () => {
  const found = useInfiniteQuery(failures())
  const redrive = useRedrive()
  return (
    <>
      {redrive.error && <Refused error={redrive.error} />}
      <p className="quiet">{t.order}</p>
      <PagedTable
        found={found}
        caption={t.title}
        none={t.none}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'at',
            name: t.at,
            cell: ({ id, at }) => (
              <Link to="/operations/failures/$id" params={{ id }}>
                <span className="when">{moment(at)}</span>
              </Link>
            ),
          },
          {
            key: 'function',
            name: t.function,
            cell: ({ function: name }) => <code className="id">{name}</code>,
          },
          { key: 'what', name: t.what, cell: given },
          { key: 'why', name: t.why, cell: whyGivenUp },
          {
            key: 'state',
            name: t.state,
            cell: ({ state }) => (
              <span className="outcome" data-outcome={state}>
                {t.states[state]}
              </span>
            ),
          },
          {
            key: 'redrive',
            name: t.redrive,
            cell: (failure) =>
              canBeHandled(failure) && (
                <button
                  type="button"
                  disabled={redrive.isPending}
                  aria-label={t.redriveOne(failure.function, moment(failure.at))}
                  onClick={() => redrive.mutate(failure.id)}
                >
                  {t.redrive}
                </button>
              ),
          },
        ]}
      />
    </>
  )
}
