import type { ReactNode } from 'react'
import { list, whole } from '../../../format.ts'
import { same } from '../../../forms/merge.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Table } from '../../../ui/table.tsx'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'
import { OrganisationName } from './names.tsx'

/** A field as it is and as it is to be. */
export interface Difference {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Two states side by side, field by field; what differs is said in words. */
export const DifferenceTable = ({
  caption,
  heads: [before, after],
  rows,
}: {
  readonly caption: string
  readonly heads: readonly [before: string, after: string]
  readonly rows: readonly Difference[]
}) => {
  const show = useShown()
  return (
    <Table
      caption={caption}
      quietCaption
      rows={rows}
      rowKey={({ field }) => field}
      columns={[
        { key: 'field', name: t.difference.field, cell: ({ field }) => labelOf(field) },
        { key: 'before', name: before, cell: (row) => show(row.field, row.before) },
        {
          key: 'after',
          name: after,
          cell: (row) =>
            same(row.before, row.after) ? (
              show(row.field, row.after)
            ) : (
              <strong>{show(row.field, row.after)}</strong>
            ),
        },
        { key: 'what', name: t.difference.what, cell: wordOf },
      ]}
    />
  )
}

const wordOf = ({ before, after }: Difference): string => {
  if (same(before, after)) return t.difference.same
  if (before === undefined || before === null) return t.difference.added
  return after === undefined || after === null ? t.difference.removed : t.difference.changed
}

const labels: Readonly<Partial<Record<string, string>>> = t.edit.labels
const labelOf = (field: string): string => labels[field] ?? field

const partsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).toSorted() : []

/** How the value of a field of a cluster reads. */
const useShown = (): ((field: string, value: unknown) => ReactNode) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  const industries = useCodes('industries')
  const nameOf = (field: string, code: string): string => {
    if (field === 'regions' || field === 'region') return regions.nameOf(code)
    if (field === 'primaryCategory' || field === 'categories') return categories.nameOf(code)
    if (field === 'industries') return industries.nameOf(code)
    const known: Readonly<Partial<Record<string, string>>> =
      field === 'type'
        ? words.types
        : field === 'stage'
          ? words.stages
          : field === 'status'
            ? words.statuses
            : {}
    return known[code] ?? code
  }
  const text = (field: string, value: unknown): string => {
    if (value === undefined || value === null) return t.difference.nothing
    if (Array.isArray(value))
      return value.length === 0 ? t.difference.nothing : list(value.map((one) => text(field, one)))
    if (typeof value === 'object')
      return partsOf(value)
        .map(([part, one]) =>
          part === 'region' || part === 'town' ? text(part, one) : `${part}: ${text(part, one)}`,
        )
        .join('; ')
    return typeof value === 'number' && field !== 'yearFounded' ? whole(value) : nameOf(field, String(value))
  }
  return (field, value) =>
    field === 'managementOrganisation' && typeof value === 'string' ? (
      <OrganisationName id={value} />
    ) : (
      text(field, value)
    )
}
