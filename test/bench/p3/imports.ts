import { type Ask, type Operation, writing } from './operation.ts'
import { aCluster, anOrganisation, DRAFT, ORGANISATION } from './records.ts'

const ROWS = 20

/** Rows of the bulk routes, each for itself. */
export const importOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const importing = (name: string, path: string, row: () => unknown, least: Operation['least']): Operation =>
    writing(ask, name, path, () => ({ rows: Array.from({ length: ROWS }, row) }), least, { rows: ROWS })
  return [
    importing('a row: organisation', '/organisations/import', anOrganisation, ORGANISATION),
    importing('a row: draft of a cluster', '/clusters/import', aCluster, { ...DRAFT, 'mark of the row': 2 }),
    importing(
      'a row: entry without number',
      '/registers/national/entries/import',
      () => ({ ...aCluster(), registeredOn: '2024-05-05', act: { kind: 'Order' } }),
      {
        counter: 2,
        entry: 2,
        'index entry': 1,
        step: 2,
        'mark of the name': 2,
        cluster: 2,
        'two statements': 4,
        facts: 2,
        'three listings': 6,
        'their index entries': 6,
        'key of its name': 2,
      },
    ),
  ]
}
