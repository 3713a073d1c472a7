import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useId } from 'react'
import { cluster as clusterOf, clusters as clustersOf } from '../../../data.ts'
import { collator } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useHolds } from '../../../session/may.tsx'
import { t as session } from '../../../session/texts/index.ts'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { explanation, persons } from '../data.ts'
import { powerOf, powerOptions } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { Answer } from '../ui/answer.tsx'
import { AreaNav } from '../ui/area-nav.tsx'

const route = getRouteApi('/powers/why')

const ANY = ''

/** Why somebody may use a power somewhere, or why not, and who else may. The question stands in the address. */
export const WhyPage = () => {
  const search = route.useSearch()
  const power = powerOf(search.power)
  return (
    <>
      <Heading title={t.why.title} lead={t.why.lead} />
      <AreaNav />
      <Question />
      {power === undefined ? <p className="notice">{t.why.choose}</p> : <Found power={power} />}
    </>
  )
}

const Question = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const day = useId()
  const regions = useCodes('regions').all
  const categories = useCodes('categories').options
  const asksForOthers = useHolds('power.grant')
  const set = (change: Partial<Record<keyof typeof search, string | undefined>>) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(
            ([, value]) => value !== undefined && value !== ANY,
          ),
        ),
      replace: true,
      resetScroll: false,
    })
  return (
    <form className="fields" aria-label={t.why.question} onSubmit={(event) => event.preventDefault()}>
      <Choice
        name={t.why.power}
        value={powerOf(search.power) ?? ANY}
        options={[[ANY, t.why.choosePower] as const, ...powerOptions]}
        onChange={(power) => set({ power })}
      />
      <Choice
        name={t.why.region}
        value={search.cluster === undefined ? (search.regions ?? ANY) : ANY}
        options={[
          [ANY, session.may.everywhere] as const,
          ...several(search.regions),
          ...regions.map(
            (code) => [code.code, `${'\u2003'.repeat(code.path.length - 1)}${codeName(code)}`] as const,
          ),
        ]}
        onChange={(chosen) => set({ regions: chosen, cluster: undefined })}
      />
      <ClusterChoice
        value={search.cluster}
        onChange={(cluster) => set({ cluster, regions: undefined, category: undefined })}
      />
      {search.cluster === undefined && (
        <Choice
          name={t.why.category}
          value={search.category ?? ANY}
          options={[[ANY, common.all] as const, ...categories]}
          onChange={(category) => set({ category })}
        />
      )}
      <div className="field">
        <label htmlFor={day}>{t.why.on}</label>
        <input
          id={day}
          type="date"
          value={search.on ?? ANY}
          onChange={({ target }) => set({ on: target.value })}
        />
      </div>
      {asksForOthers && <PersonChoice value={search.person} onChange={(person) => set({ person })} />}
    </form>
  )
}

/** The regions of a question that another page asked, where they are several. */
const several = (regions: string | undefined): readonly (readonly [string, string])[] =>
  regions?.includes(',') ? [[regions, regions.replaceAll(',', ', ')]] : []

/** Clusters of the register as far as they are read; one that another page asked about is among them. */
const ClusterChoice = ({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (cluster: string) => void
}) => {
  const list = useInfiniteQuery(clustersOf({}))
  const asked = useQuery({ ...clusterOf(value ?? ''), enabled: value !== undefined })
  const known = list.data?.pages.flatMap(({ items }) => items) ?? []
  const all = asked.data && !known.some(({ id }) => id === value) ? [asked.data, ...known] : known
  return (
    <>
      <Choice
        name={t.why.cluster}
        value={value ?? ANY}
        options={[
          [ANY, t.why.noCluster] as const,
          ...all
            .map(({ id, names }) => [id, say(names)] as const)
            .toSorted(([, a], [, b]) => collator.compare(a, b)),
        ]}
        onChange={onChange}
      />
      {list.hasNextPage && (
        <button type="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.grants.moreClusters}
        </button>
      )}
    </>
  )
}

const PersonChoice = ({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (person: string) => void
}) => {
  const { data = [] } = useQuery(persons())
  return (
    <Choice
      name={t.why.person}
      value={value ?? ANY}
      options={[
        [ANY, t.why.myself] as const,
        ...data.map(({ id, name }) => [id, name] as const).toSorted(([, a], [, b]) => collator.compare(a, b)),
      ]}
      onChange={onChange}
    />
  )
}

const Found = ({ power }: { readonly power: NonNullable<ReturnType<typeof powerOf>> }) => {
  const { lang: _, power: __, ...asked } = route.useSearch()
  const found = useQuery({ ...explanation({ ...asked, power }), retry: false })
  if (found.error) return <Refused error={found.error} />
  if (!found.data) return <Waiting lines={5} />
  return <Answer explanation={found.data} asked={asked} />
}
