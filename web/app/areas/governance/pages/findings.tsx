import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { day, list, whole } from '../../../format.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import type { Findings } from '../api.ts'
import { findings, findingsOfAll } from '../data.ts'
import { powerName, powerOf } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderLink } from '../ui/holder-link.tsx'
import { useRegionNames } from '../ui/reach.tsx'

const route = getRouteApi('/powers/findings')

/** Where nobody has a power, and where two have one that only one should have. */
export const FindingsPage = () => {
  const power = powerOf(route.useSearch().power)
  return (
    <>
      <Heading title={t.findings.title} lead={t.findings.lead} />
      <AreaNav />
      {power === undefined ? <AllFindings /> : <OneFinding power={power} />}
    </>
  )
}

/** Every power with how much was found. */
const AllFindings = () => {
  const found = useQuery(findingsOfAll(undefined))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={14} />
  return (
    <Table
      caption={t.findings.title}
      quietCaption
      rows={found.data}
      rowKey={({ power }) => power}
      columns={[
        {
          key: 'power',
          name: t.grants.labels.power,
          cell: ({ power }) => (
            <Link to="/powers/findings" search={{ power }}>
              {powerName(power)}
            </Link>
          ),
        },
        { key: 'gaps', name: t.findings.gaps, cell: gapsInWords },
        {
          key: 'overlaps',
          name: t.findings.overlaps,
          cell: ({ exclusive, overlaps }) =>
            !exclusive ? t.findings.shared : overlaps.length === 0 ? t.findings.none : whole(overlaps.length),
        },
      ]}
    />
  )
}

const gapsInWords = ({ gaps }: Findings): string => {
  if (gaps.length === 0) return t.findings.none
  return gaps.every(({ below }) => !below)
    ? t.findings.onlyAbove(gaps.length)
    : t.findings.places(gaps.length)
}

const OneFinding = ({ power }: { readonly power: Findings['power'] }) => {
  const found = useQuery(findings(power, undefined))
  const categories = useCodes('categories')
  const regions = useRegionNames()
  const fields = (codes: readonly string[] | null): string =>
    codes === null ? t.findings.allFields : list(codes.map(categories.nameOf))
  return (
    <>
      <p>
        <Link to="/powers/findings">{t.findings.toAll}</Link>
      </p>
      <h2 className="power">{powerName(power)}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!found.data && !found.error && <Waiting lines={8} />}
      {found.data && (
        <>
          <p className="quiet">{t.findings.asOf(day(found.data.asOf))}</p>
          <h3>{t.findings.overlaps}</h3>
          {!found.data.exclusive && <p>{t.findings.sharedLong}</p>}
          {found.data.exclusive && found.data.overlaps.length === 0 && <p>{t.findings.noOverlap}</p>}
          {found.data.overlaps.length > 0 && (
            <Table
              caption={t.findings.overlaps}
              quietCaption
              rows={found.data.overlaps}
              rowKey={({ grants }) => grants.map(({ grant }) => grant).join(' ')}
              columns={[
                { key: 'where', name: t.grants.labels.territory, cell: ({ places }) => regions(places) },
                { key: 'fields', name: t.grants.labels.categories, cell: (one) => fields(one.categories) },
                {
                  key: 'who',
                  name: t.findings.both,
                  cell: ({ grants }) => (
                    <ul className="inline">
                      {grants.map(({ grant, holder, holderNames }) => (
                        <li key={grant}>
                          <HolderLink holder={holder} names={holderNames} />{' '}
                          <Link to="/grants/$id" params={{ id: grant }}>
                            {t.findings.grant}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          )}
          <h3>{t.findings.gaps}</h3>
          {found.data.gaps.length === 0 ? (
            <p>{t.findings.noGap}</p>
          ) : (
            <Table
              caption={t.findings.gaps}
              quietCaption
              rows={found.data.gaps}
              rowKey={({ region, categories: codes }) => `${region} ${codes}`}
              columns={[
                { key: 'where', name: t.grants.labels.territory, cell: ({ region }) => regions([region]) },
                {
                  key: 'depth',
                  name: t.findings.howFar,
                  cell: ({ below }) => (below ? t.findings.below : t.findings.above),
                },
                { key: 'fields', name: t.grants.labels.categories, cell: (one) => fields(one.categories) },
              ]}
            />
          )}
        </>
      )}
    </>
  )
}
