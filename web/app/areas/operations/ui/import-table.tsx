import { useState } from 'react'
import { MappingError, mappingOf, type Row } from '#imports/mapping'
import type { Table } from '#imports/read-table'
import type { Outcome } from '#imports/run-import'
import { list, whole } from '../../../format.ts'
import { Refused } from '../../../ui/trouble.tsx'
import type { OfferedKind } from '../imports/kinds.ts'
import { planOf, wishesOf } from '../imports/plan.ts'
import { useImport, type Way } from '../imports/use-import.ts'
import { t } from '../texts/index.ts'
import { MapColumns } from './map-columns.tsx'
import { RejectedRows } from './rejected-rows.tsx'

interface Done {
  readonly outcome: Outcome
  readonly way: Way
  /** Counts the runs: the rejected rows of each are another table. */
  readonly turn: number
}

/** The mapping of a table when it can be used, else what is missing. */
const mapped = (kind: OfferedKind, table: Table, wishes: ReturnType<typeof wishesOf>) => {
  try {
    return { mapping: mappingOf(kind, table.columns, wishes) }
  } catch (error) {
    if (error instanceof MappingError) return { fault: error.fault }
    throw error
  }
}

/** How the columns of a table are taken, the way to send it, and what became of its rows. */
export const ImportTable = ({
  kind,
  name,
  table,
}: {
  readonly kind: OfferedKind
  readonly name: string
  readonly table: Table
}) => {
  const [plan, setPlan] = useState(() => planOf(kind.fields, table.columns))
  const [done, setDone] = useState<Done>()
  const [corrected, setCorrected] = useState<ReadonlyMap<Row, Row>>(new Map())
  const importing = useImport((outcome, way) =>
    setDone((before) => ({ outcome, way, turn: (before?.turn ?? 0) + 1 })),
  )
  const trouble = importing.error ?? done?.outcome.brokenOff
  const { mapping, fault } = mapped(kind, table, wishesOf(plan))
  const missing = fault?.kind === 'unfilled' ? fault.fields : []
  /** The rows as they were corrected since. */
  const current = (rows: readonly Row[]) => rows.map((row) => lastOf(corrected, row))
  const start = (rows: readonly Row[], way: Way) => {
    if (mapping !== undefined) importing.run({ kind, mapping, rows: current(rows), way })
  }
  const rejected = done?.outcome.rejected.map(({ row }) => row) ?? []
  return (
    <>
      <MapColumns kind={kind} table={table} plan={plan} missing={missing} onChange={setPlan} />
      {fault && (
        <p className="fault" role="status">
          {fault.kind === 'unfilled' ? t.imports.unfilled(list(fault.fields)) : t.imports.twice(fault.field)}
        </p>
      )}
      <p className="ways">
        {(['look', 'send'] as const).map((way) => (
          <button
            key={way}
            type="button"
            className={way === 'send' ? 'main' : undefined}
            disabled={mapping === undefined || importing.isRunning}
            onClick={() => start(table.rows, way)}
          >
            {t.imports.ways[way]}
          </button>
        ))}
      </p>
      {importing.progress && (
        <p>
          <progress
            className="far"
            max={importing.progress.of}
            value={importing.progress.done}
            aria-label={t.imports.underWay}
          />
          <br />
          {t.imports.far(whole(importing.progress.done), whole(importing.progress.of))}
        </p>
      )}
      {trouble && (
        <>
          <Refused error={trouble} />
          <p>{t.imports.brokenOff}</p>
        </>
      )}
      <div role="status">
        {importing.isRunning && <p>{t.imports.underWay}</p>}
        {done && !importing.isRunning && <p>{summaryOf(done)}</p>}
      </div>
      {done && rejected.length > 0 && (
        <RejectedRows
          key={done.turn}
          name={name}
          table={table}
          rejected={done.outcome.rejected}
          rows={current(rejected)}
          way={done.way}
          isRunning={importing.isRunning || mapping === undefined}
          onChange={(index, row) => {
            const before = rejected[index]
            if (before !== undefined) setCorrected(new Map(corrected).set(before, row))
          }}
          // What was sent already stays; what was only looked at is looked at as a whole.
          onAgain={() => start(done.way === 'send' ? rejected : table.rows, done.way)}
        />
      )}
    </>
  )
}

/** A row as it was corrected last: what was rejected again after a correction was corrected from there. */
const lastOf = (corrected: ReadonlyMap<Row, Row>, row: Row): Row => {
  const next = corrected.get(row)
  return next === undefined ? row : lastOf(corrected, next)
}

const summaryOf = ({ outcome: { created, updated, unchanged, rejected }, way }: Done): string =>
  way === 'look'
    ? t.imports.looked(whole(created), whole(rejected.length))
    : t.imports.summary({
        created: whole(created),
        updated: whole(updated),
        unchanged: whole(unchanged),
        rejected: whole(rejected.length),
      })
