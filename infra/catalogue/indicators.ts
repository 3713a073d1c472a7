import { join } from 'node:path'
import { mappingOf } from '#imports/mapping'
import { IndicatorRow } from '#monitoring/model'
import { kindNamed } from '../commands/import/kinds.ts'
import { readTable } from '../commands/import/read-table.ts'
import { ROOT } from '../paths.ts'

const FILE = join(ROOT, 'infra/catalogue/indicators.csv')

/** The catalogue that ships: the indicators of cluster monitoring with their reference metadata, in the shape that
 *  the API takes and in an order in which each comes after those that it is made from.
 *  @throws Error for a row that is not of that shape */
export const indicatorCatalogue = (): readonly IndicatorRow[] => {
  const kind = kindNamed('indicators')
  if (kind === undefined) throw new Error('there is no kind of tables named indicators')
  const { columns, rows } = readTable(FILE)
  const mapping = mappingOf(kind, columns, NO_WISHES)
  return rows.map((row) => {
    const mapped = mapping.record(row)
    if ('reason' in mapped) throw new Error(`${FILE}, ${row['code']}: ${mapped.reason}`)
    return IndicatorRow.parse(mapped.record)
  })
}

const NO_WISHES = {
  map: new Map(),
  set: new Map(),
  recode: new Map(),
  where: new Map(),
  ignore: new Set<string>(),
} as const
