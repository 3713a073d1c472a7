import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { day } from '../../../format.ts'
import { me } from '../../../session/me.ts'
import { t as session } from '../../../session/texts/index.ts'
import { ClusterName } from '../../../ui/cluster-name.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import type { Explanation } from '../api.ts'
import { inNames } from '../powers/in-names.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { HolderLink } from './holder-link.tsx'
import { useRegionNames } from './reach.tsx'

const EVERYWHERE = '*'

/** What was asked, besides the power. */
interface Asked {
  readonly cluster?: string
  readonly regions?: string
}

/** Whether somebody may, by which grant or for which reasons not, and whom to ask. */
export const Answer = ({
  explanation,
  asked,
}: {
  readonly explanation: Explanation
  readonly asked: Asked
}) => {
  const { power, allowed, on, grant, person } = explanation
  const { data: mine } = useQuery(me())
  const regions = useRegionNames()
  const isOwn = person === null || person === mine?.person
  return (
    <section className="answer" data-allowed={allowed} aria-labelledby="answer">
      <h2 id="answer" role="status">
        {(isOwn ? t.why.own : t.why.theirs)[allowed ? 'yes' : 'no'](powerName(power))}
      </h2>
      <p>
        {asked.cluster === undefined ? (
          regions(asked.regions?.split(',') ?? [EVERYWHERE])
        ) : (
          <ClusterName id={asked.cluster} />
        )}
        , {day(on)}
      </p>
      {grant && <ByGrant grant={grant} />}
      {!allowed && <Reasons explanation={explanation} />}
      <WhoElse explanation={explanation} />
    </section>
  )
}

const ByGrant = ({ grant }: { readonly grant: NonNullable<Explanation['grant']> }) => (
  <>
    <h3>{t.why.by}</h3>
    <ol>
      {[...grant.sources, grant].map((link) => (
        <li key={link.grant}>
          <HolderLink holder={link.holder} names={link.holderNames} />:{' '}
          <Link to="/grants/$id" params={{ id: link.grant }}>
            {t.why.since(day(link.from), link.to && day(link.to))}
          </Link>
          , {link.basis}
        </li>
      ))}
    </ol>
    {grant.insteadOf !== null && <p>{t.why.insteadOf}</p>}
  </>
)

const Reasons = ({ explanation: { reasons } }: { readonly explanation: Explanation }) => {
  const regions = useCodes('regions').all
  const nameOf = (word: string): string | undefined => {
    if (word === EVERYWHERE) return session.may.everywhere
    const region = regions.find(({ code }) => code === word)
    return region && codeName(region)
  }
  return (
    <>
      <h3>{t.why.because}</h3>
      <ul>
        {reasons.map(({ code, grant, detail }) => (
          <li key={`${code} ${grant}`}>
            <strong>{t.why.reasons[code]}</strong>{' '}
            {grant === undefined ? (
              detail
            ) : (
              <>
                {inNames(detail, grant, t.why.thisGrant, nameOf)}{' '}
                <Link to="/grants/$id" params={{ id: grant }}>
                  {t.why.see}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const WhoElse = ({
  explanation: { power, region, holders, allowed },
}: {
  readonly explanation: Explanation
}) => {
  const regions = useRegionNames()
  return (
    <>
      <h3>{allowed ? t.why.whoElse : t.why.whomToAsk}</h3>
      {holders.length === 0 ? (
        <p>
          {t.why.nobody}{' '}
          <Link to="/powers/findings" search={{ power }}>
            {t.why.toFindings}
          </Link>
        </p>
      ) : (
        <ul>
          {holders.map(({ holder, holderNames }) => (
            <li key={holder}>
              <HolderLink holder={holder} names={holderNames} />
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{t.why.responsible(regions([region]))}</p>
    </>
  )
}
