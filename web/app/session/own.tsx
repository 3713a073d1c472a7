import './own.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { whole } from '../format.ts'
import { Folded } from '../ui/folded.tsx'
import { areas } from './areas.ts'
import { HolderName } from './holder-name.tsx'
import { useHolds } from './may.tsx'
import { type Me, me } from './me.ts'
import { expire, useSession } from './session.ts'
import { t } from './texts/index.ts'
import { useWaiting } from './waiting.ts'

/** Who is signed in, where they work, and the way out. */
export const Own = () => {
  const session = useSession()
  const { data } = useQuery({ ...me(), enabled: session !== undefined && session.expired === undefined })
  if (session === undefined) return null
  return (
    <div className="own">
      {session.expired && <Expired />}
      <div className="frame">
        <Areas mine={data} />
        <details className="who">
          <summary>{session.name}</summary>
          <div>
            <p className="quiet">{t.signedInAs}</p>
            <p>
              <strong>{session.name}</strong>
            </p>
            {data && <Positions positions={data.positions} />}
            <p>
              <Link to="/my-data">{t.ownData}</Link>
            </p>
            <button
              type="button"
              onClick={() => void import('./sign-in.ts').then(({ signOut }) => signOut())}
            >
              {t.signOut}
            </button>
          </div>
        </details>
      </div>
    </div>
  )
}

/** The ways to all areas. */
const Areas = ({ mine }: { readonly mine: Me | undefined }) => (
  <Folded
    className="areas"
    name={
      <>
        {t.areasNavigation}
        {mine && <Count mine={mine} />}
      </>
    }
  >
    <nav aria-label={t.areasNavigation}>
      <ul>
        {areas.map((area) => (
          <Area key={area.to} area={area} mine={mine} />
        ))}
      </ul>
    </nav>
  </Folded>
)

const Area = ({
  area: { to, text, powers },
  mine,
}: {
  readonly area: (typeof areas)[number]
  readonly mine: Me | undefined
}) => {
  const holds = useHolds(...powers)
  if (powers.length > 0 && !holds) return null
  return (
    <li>
      <Link to={to} activeOptions={{ includeSearch: false }}>
        {t.areas[text]}
        {text === 'work' && mine && <Count mine={mine} />}
      </Link>
    </li>
  )
}

/** How much waits for the person, as far as it is known. */
const Count = ({ mine }: { readonly mine: Me }) => {
  const count = Object.values(useWaiting(mine)).reduce((sum, { data = [] }) => sum + data.length, 0)
  if (count === 0) return null
  return (
    <>
      <span className="count" aria-hidden="true">
        {whole(count)}
      </span>
      <span className="unseen">{t.waiting(count)}</span>
    </>
  )
}

const Positions = ({ positions }: Pick<Me, 'positions'>) =>
  positions.length === 0 ? (
    <p>{t.noPosition}</p>
  ) : (
    <ul>
      {positions.map(({ holder, role, insteadOf }) => (
        <li key={`${holder} ${role} ${insteadOf}`}>
          <HolderName id={holder} /> – {t.roles[role]}
          {insteadOf !== undefined && ` (${t.acting})`}
        </li>
      ))}
    </ul>
  )

/** The sign-in has ended in the middle of something: the page stays, and a window beside it asks to sign in again. */
const Expired = () => {
  const router = useRouter()
  const [isWaiting, setWaiting] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const again = async () => {
    const beside = window.open('', '_blank', 'popup,width=480,height=640')
    const { signIn, signInBeside } = await import('./sign-in.ts')
    // Where windows are blocked: the drafts of forms stay, and so does the address.
    if (beside === null) return signIn(router.state.location.href)
    setWaiting(true)
    setFailed(false)
    try {
      await signInBeside(beside)
      await router.options.context.cache.invalidateQueries()
      await router.invalidate()
    } catch {
      expire()
      setFailed(true)
    } finally {
      setWaiting(false)
    }
  }
  return (
    <div className="frame">
      <div className="notice" role="alert">
        <p>
          <strong>{t.expired.title}</strong> {hasFailed ? t.expired.failed : t.expired.text}
        </p>
        <button type="button" onClick={() => void again()}>
          {isWaiting ? t.expired.waiting : t.expired.again}
        </button>
      </div>
    </div>
  )
}
