import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { ORGANISATION_KINDS } from '#registry/model/vocabulary'
import { troubleOf } from '../../../api.ts'
import type { OrganisationFilter } from '../../../data.ts'
import { say } from '../../../language.ts'
import { useHolds } from '../../../session/may.tsx'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { organisations } from '../data.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from '../ui/options.ts'

const route = getRouteApi('/organisations')

/** Every organisation on record; what is looked for stands in the address. */
export const OrganisationsPage = () => {
  const adds = useHolds('organisation.edit')
  return (
    <>
      <Heading title={t.organisations.title} lead={t.organisations.lead} />
      {adds && (
        <p className="ways">
          <Link to="/organisations/new">{t.organisations.add}</Link>
        </p>
      )}
      <Search />
      <Found />
    </>
  )
}

const ANY = ''

const Search = () => {
  const asked = route.useSearch()
  const navigate = route.useNavigate()
  const id = useId()
  const { all } = useCodes('regions')
  const [name, setName] = useState(asked.name ?? '')
  const [identifier, setIdentifier] = useState(asked.identifier ?? '')
  const go = (change: { readonly region?: string; readonly kind?: string } = {}) =>
    void navigate({
      search: wanted({
        region: asked.region,
        kind: asked.kind,
        ...change,
        name: name.trim(),
        identifier: identifier.trim(),
      }),
      resetScroll: false,
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go()
  }
  return (
    <form className="fields" aria-label={t.organisations.seek} onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t.organisations.name}</label>
        <input
          id={`${id}-name`}
          type="search"
          minLength={2}
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-identifier`}>{t.organisations.identifier}</label>
        <input
          id={`${id}-identifier`}
          type="search"
          maxLength={81}
          value={identifier}
          onChange={({ target }) => setIdentifier(target.value)}
        />
      </div>
      <Choice
        name={t.organisations.region}
        value={asked.region ?? ANY}
        options={[
          [ANY, common.all],
          ...all.map(
            (code) => [code.code, `${'\u2003'.repeat(code.path.length - 1)}${codeName(code)}`] as const,
          ),
        ]}
        onChange={(region) => go({ region })}
      />
      <Choice
        name={t.organisations.kind}
        value={asked.kind ?? ANY}
        options={[[ANY, common.all], ...optionsOf(ORGANISATION_KINDS, t.organisations.kinds)]}
        onChange={(kind) => go({ kind })}
      />
      <button type="submit">{t.organisations.go}</button>
      {Object.keys(wanted(asked)).length > 0 && (
        <Link
          to="/organisations"
          search={{}}
          className="clear"
          onClick={() => {
            setName('')
            setIdentifier('')
          }}
        >
          {t.organisations.clear}
        </Link>
      )}
    </form>
  )
}

/** What of a search is said; what is empty is not asked. */
const wanted = ({ name, identifier, region, kind }: ReturnType<typeof route.useSearch>) => ({
  ...(name && { name }),
  ...(identifier && { identifier }),
  ...(region && { region }),
  ...(kind && { kind }),
})

const Found = () => {
  const filter: OrganisationFilter = wanted(route.useSearch())
  const regions = useCodes('regions')
  const found = useInfiniteQuery(organisations(filter))
  const shown = found.data?.pages.flatMap(({ items }) => items).length ?? 0
  if (filter.identifier !== undefined && found.error !== null && troubleOf(found.error) === 'wrong')
    return <p role="alert">{t.organisations.notAnIdentifier}</p>
  return (
    <>
      <p role="status">{shown > 0 && t.organisations.found(shown)}</p>
      <PagedTable
        found={found}
        none={t.organisations.none}
        caption={t.organisations.title}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'organisation',
            name: t.organisations.organisation,
            cell: ({ id, names }) => (
              <Link to="/organisations/$id" params={{ id }}>
                {say(names)}
              </Link>
            ),
          },
          { key: 'kind', name: t.organisations.kind, cell: ({ kind }) => t.organisations.kinds[kind] },
          {
            key: 'size',
            name: t.organisations.size,
            cell: ({ size }) => (size === undefined ? '–' : t.organisations.sizes[size]),
          },
          {
            key: 'seat',
            name: t.organisations.seat,
            cell: ({ seat }) => [seat.town, regions.nameOf(seat.region)].filter(Boolean).join(', '),
          },
          {
            key: 'identifiers',
            name: t.organisations.identifiers,
            cell: ({ identifiers }) =>
              identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(', ') || '–',
          },
        ]}
      />
    </>
  )
}
