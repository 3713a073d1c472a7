import '../operations.css'
import '../../../forms/forms.css'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { WHOLE_DEPLOYMENT } from '#kernel/access'
import { ApiProblem } from '#kernel/client'
import { moment, whole } from '../../../format.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Refused, TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Failure, failure as failureOf } from '../data.ts'
import { t } from '../texts/failures/index.ts'
import { DismissFailure } from '../ui/dismiss-failure.tsx'
import { canBeHandled, given, whyAgain, whyGivenUp } from '../ui/failure-words.ts'
import { useRedrive } from '../ui/use-redrive.ts'

const route = getRouteApi('/operations/failures/$id')

/** What one function gave up on, and what was done about it. */
export const FailurePage = () => {
  const { id } = route.useParams()
  const may = useMay('job.redrive', WHOLE_DEPLOYMENT)
  const found = useQuery({ ...failureOf(id), enabled: may.may })
  const isGone = found.error instanceof ApiProblem && found.error.status === 404
  return (
    <>
      <Heading title={found.data === undefined ? t.title : t.one(found.data.function)} />
      <p className="ways">
        <Link to="/operations/failures">{t.toList}</Link>
      </p>
      <MayNot of={may} />
      {isGone && <p className="notice">{t.noSuch}</p>}
      {found.error !== null && !isGone && (
        <TroubleHere error={found.error} again={() => void found.refetch()} />
      )}
      {may.may && found.isPending && <Waiting lines={6} />}
      {found.data && <Told failure={found.data} />}
    </>
  )
}

const Told = ({ failure }: { readonly failure: Failure }) => {
  const { at, attempts, condition, error, requestId, state, by, askedAt, endedAt, reason, errorAgain } =
    failure
  return (
    <>
      <div role="status">
        <Outcome failure={failure} />
      </div>
      <Facts
        facts={[
          [t.state, t.states[state]],
          [t.at, moment(at)],
          [t.what, given(failure)],
          [t.why, whyGivenUp(failure)],
          [t.whyCode, <code key="code">{condition}</code>],
          [t.attempts, whole(attempts)],
          [t.error, error && <code>{error}</code>],
          [t.request, requestId && <code className="example">{requestId}</code>],
          [
            t.by,
            by && (
              <Link to="/audit" search={{ actor: by }}>
                <code className="example">{by}</code>
              </Link>
            ),
          ],
          [t.askedAt, askedAt && moment(askedAt)],
          [t.endedAt, endedAt && moment(endedAt)],
          [t.errorAgain, errorAgain && <code>{errorAgain}</code>],
          [t.reason, reason],
        ]}
      />
      <p className="quiet">{t.log}</p>
      {canBeHandled(failure) && <Actions failure={failure} />}
    </>
  )
}

/** What became of it; screen readers say it when it changes. */
const Outcome = ({ failure }: { readonly failure: Failure }) => {
  switch (failure.state) {
    case 'asked':
    case 'running':
      return <p className="notice">{t.underWay}</p>
    case 'failed':
      return (
        <p className="notice">
          {whyAgain(failure)} {t.stays}
        </p>
      )
    case 'handled':
      return <p className="notice">{t.isHandled}</p>
    case 'dismissed':
      return <p className="notice">{t.isDismissed}</p>
    case 'kept':
      return null
    default:
      return failure.state satisfies never
  }
}

const Actions = ({ failure }: { readonly failure: Failure }) => {
  const redrive = useRedrive()
  return (
    <section aria-labelledby="act">
      <h2 id="act">{t.act}</h2>
      <p>{t.redriveText}</p>
      {redrive.error && <Refused error={redrive.error} />}
      <p className="ways">
        <button
          type="button"
          className="main"
          disabled={redrive.isPending}
          onClick={() => redrive.mutate(failure.id)}
        >
          {t.redrive}
        </button>
        <DismissFailure failure={failure} />
      </p>
    </section>
  )
}
