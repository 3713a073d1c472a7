import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { collator, list } from '../../../format.ts'
import { say } from '../../../language.ts'
import { Heading } from '../../../ui/heading.tsx'
import { useNarrow } from '../../../ui/narrow.ts'
import { inTreeOrder } from '../../../ui/tree.ts'
import { authorities, matrix } from '../data.ts'
import { byHolder } from '../powers/marks.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import type { MatrixRow } from '../ui/matrix.tsx'
import { MatrixCards, MatrixTable } from '../ui/matrix.tsx'
import { useRegionNames } from '../ui/reach.tsx'

const route = getRouteApi('/powers')

/** So many organisations stand below the authorities at first. */
const AT_FIRST = 20

/** Who may do what, and where: authorities by powers. */
export const PowersPage = () => {
  const { on } = route.useSearch()
  const navigate = route.useNavigate()
  const day = useId()
  const [isWhole, showWhole] = useState(false)
  const today = on ?? new Date().toISOString().slice(0, 10)
  const rows = useRows(on, today)
  const isNarrow = useNarrow()
  const offices = rows.filter(({ depth }) => depth !== undefined)
  const firms = rows.filter(({ depth }) => depth === undefined)
  const shown = [...offices, ...(isWhole ? firms : firms.slice(0, AT_FIRST))]
  return (
    <>
      <Heading title={t.matrix.title} lead={t.matrix.lead} />
      <AreaNav />
      <div className="fields">
        <div className="field">
          <label htmlFor={day}>{t.matrix.on}</label>
          <input
            id={day}
            type="date"
            value={on ?? ''}
            onChange={({ target }) =>
              void navigate({ search: target.value === '' ? {} : { on: target.value }, replace: true })
            }
          />
        </div>
      </div>
      <ul className="marks">
        {(['whole', 'part', 'later'] as const).map((mark) => (
          <li key={mark}>
            <span className="mark-of" data-mark={mark} aria-hidden="true" /> {t.matrix.marks[mark]}
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="notice">{t.matrix.empty}</p>}
      {rows.length > 0 &&
        (isNarrow ? <MatrixCards rows={shown} on={today} /> : <MatrixTable rows={shown} on={today} />)}
      {!isWhole && firms.length > AT_FIRST && (
        <p className="ways">
          <button type="button" onClick={() => showWhole(true)}>
            {t.matrix.allOrganisations(firms.length)}
          </button>
        </p>
      )}
      <p>
        <Link to="/grants">{t.matrix.toGrants}</Link>
      </p>
    </>
  )
}

/** The authorities in their tree, then the organisations that have powers. */
const useRows = (on: string | undefined, today: string): readonly MatrixRow[] => {
  const { data: offices } = useSuspenseQuery(authorities())
  const { data: granted } = useSuspenseQuery(matrix(on === undefined ? {} : { asOf: on }))
  const regions = useRegionNames()
  const held = byHolder(granted)
  const inOffice = offices.filter(({ ended }) => ended === undefined || today < ended.on)
  const tree = inTreeOrder(inOffice, (a, b) => collator.compare(say(a.names), say(b.names)))
  const none = new Map()
  return [
    ...tree.map(({ item: { id, names, territory }, depth }) => ({
      holder: id,
      names,
      depth,
      territory,
      where: regions(territory),
      powers: held.get(id) ?? none,
    })),
    ...[...held].flatMap(([holder, powers]) =>
      holder.startsWith('aut_')
        ? []
        : {
            holder,
            where: list(
              [...new Set([...powers.values()].flat().flatMap(({ territory }) => territory))].map((code) =>
                regions([code]),
              ),
            ),
            powers,
          },
    ),
  ]
}
