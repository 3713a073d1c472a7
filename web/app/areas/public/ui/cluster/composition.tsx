import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { list, whole } from '../../../../format.ts'
import { say, wordFor } from '../../../../language.ts'
import { Bars } from '../../../../ui/bars.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { t as words } from '../../../../words/index.ts'
import { composition, members } from '../../data.ts'
import { t } from '../../texts/index.ts'

/** Who is in a cluster: along its value chain, and by kind and role. */
export const Composition = ({ id }: { readonly id: string }) => {
  const found = useQuery(composition(id))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={8} />
  const { byKind, byRole, byLevel, chainGaps, members: count } = found.data
  return (
    <section aria-labelledby="composition">
      <h2 id="composition">{t.cluster.composition}</h2>
      <p>{t.cluster.members(count)}</p>
      <h3>{t.cluster.chain}</h3>
      <p>
        {chainGaps.length === 0
          ? t.cluster.noGaps
          : t.cluster.gaps(list(chainGaps.map((level) => words.levels[level])))}
      </p>
      <Chain id={id} levels={byLevel} />
      <div className="beside">
        <Bars
          caption={t.cluster.byKind}
          heads={[t.cluster.kind, t.cluster.count]}
          counts={byKind.map(({ code, members: number }) => [wordFor(words.kinds, code), number])}
        />
        <Bars
          caption={t.cluster.byRole}
          heads={[t.cluster.role, t.cluster.count]}
          counts={byRole.map(({ code, members: number }) => [wordFor(words.roles, code), number])}
        />
      </div>
    </section>
  )
}

/** As many names stand at a level. */
const NAMED = 3

/** The value chain from research to market, with how many members stand at each level, and some of them. */
const Chain = ({
  id,
  levels,
}: {
  readonly id: string
  readonly levels: readonly { readonly code: string; readonly members: number }[]
}) => {
  const found = useInfiniteQuery(members(id))
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <ol className="chain">
      {levels.map(({ code, members: count }) => {
        const named = rows.filter(({ level }) => level === code).slice(0, NAMED)
        return (
          <li key={code} data-empty={count === 0 || undefined}>
            <strong>{wordFor(words.levels, code)}</strong>
            <span className="big">{whole(count)}</span>
            <ul>
              {named.map(({ organisation, organisationNames }) => (
                <li key={organisation}>{organisationNames ? say(organisationNames) : organisation}</li>
              ))}
              {count > named.length && named.length > 0 && (
                <li>{t.cluster.furtherHere(count - named.length)}</li>
              )}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}
