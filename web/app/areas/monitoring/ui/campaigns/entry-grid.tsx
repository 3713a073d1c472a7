import '../../monitoring.css'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { decimal, period as periodText } from '../../../../format.ts'
import { language, say } from '../../../../language.ts'
import { useCodes } from '../../../../ui/codes.ts'
import type { Campaign, Finding, FormFigure } from '../../api.ts'
import { changeOf, shownIn } from '../../entry/cells.ts'
import {
  cellName,
  type EntryColumn,
  isContested,
  nameOf,
  type Obstacle,
  obstacleIn,
} from '../../entry/edits.ts'
import type { Entry } from '../../entry/use-entry.ts'
import { t } from '../../texts/campaigns/index.ts'
import { EntryCell } from './entry-cell.tsx'
import { faultText } from './fault-text.ts'

/** The figures of a form with a control for the value of each and one for its reason: a table of native controls, which
 *  screen readers read like any other (docs/adr/0019-figures-entered-in-a-plain-table.md). */
export const EntryGrid = ({
  entry,
  checks,
  isOpen,
}: {
  readonly entry: Entry
  readonly checks: Campaign['checks']
  /** Whether the form takes anything now. */
  readonly isOpen: boolean
}) => {
  const id = useId()
  const { form, edits } = entry
  // The rules need the schemas; until they are there the API's own findings stand.
  const { data: rules } = useQuery({
    queryKey: ['plausibility'],
    queryFn: () => import('../../entry/findings.ts'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const findings = rules?.findingsIn(checks, form.figures, edits, language) ?? form.findings
  const isFixed = (figure: FormFigure) => !isOpen || figure.settled
  const head = (column: string) => `${id}-${column}`
  return (
    <div className="table entry">
      <table>
        <caption className="unseen">{t.entry.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.entry.figure}</th>
            <th scope="col" id={head('value')}>
              {periodText(form.period)}
            </th>
            <th scope="col" className="numeric">
              {t.entry.earlier}
            </th>
            <th scope="col" className="numeric">
              {t.entry.change}
            </th>
            <th scope="col">{t.entry.check}</th>
            <th scope="col" id={head('reason')}>
              {t.entry.reason}
            </th>
          </tr>
        </thead>
        <tbody>
          {form.figures.map((figure, row) => (
            <Row
              key={nameOf(figure)}
              id={`${id}-${row}`}
              heads={{ value: head('value'), reason: head('reason') }}
              row={row}
              figure={figure}
              entry={entry}
              isFixed={isFixed}
              findings={findings.filter(({ figures }) =>
                figures.some((one) => nameOf(one) === nameOf(figure)),
              )}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Row = ({
  id,
  heads,
  row,
  figure,
  entry,
  isFixed,
  findings,
}: {
  readonly id: string
  readonly heads: Readonly<Record<EntryColumn, string>>
  readonly row: number
  readonly figure: FormFigure
  readonly entry: Entry
  readonly isFixed: (figure: FormFigure) => boolean
  readonly findings: readonly Finding[]
}) => {
  const { nameOf: industry } = useCodes('industries')
  const { edits } = entry
  const shown = shownIn('value', figure, edits[cellName('value', figure)])
  const faults = { value: faultOf('value', figure, entry), reason: faultOf('reason', figure, entry) }
  const cell = (column: EntryColumn) => (
    <EntryCell
      entry={entry}
      row={row}
      column={column}
      figure={figure}
      isFixed={isFixed}
      isFaulty={faults[column] !== undefined}
      labelledBy={`${id} ${heads[column]}`}
      describedBy={column === 'value' ? `${id}-earlier ${id}-check` : `${id}-check`}
    />
  )
  return (
    <tr>
      <th scope="row" id={id}>
        {say(figure.name)}
        {figure.breakdown !== '_T' && `, ${industry(figure.breakdown)}`}
        <span className="quiet unit"> {say(figure.unit)}</span>
      </th>
      <td>{cell('value')}</td>
      <td className="numeric" id={`${id}-earlier`}>
        <Earlier figure={figure} />
      </td>
      <td className="numeric">{changeOf(figure, shown)}</td>
      <td id={`${id}-check`} className="found">
        {figure.settled && <p className="quiet">{t.entry.settled}</p>}
        {figure.comment !== undefined && (
          <p>
            <strong>{t.entry.returned}</strong> {figure.comment}
          </p>
        )}
        {[faults.value, faults.reason].map(
          (fault) =>
            fault !== undefined && (
              <p className="fault" key={fault}>
                {fault}
              </p>
            ),
        )}
        {(['value', 'reason'] as const).map((column) => (
          <Contest key={column} entry={entry} column={column} figure={figure} />
        ))}
        {findings.map(({ rule, severity, text }) => (
          <p key={`${rule} ${text.en}`} className={severity}>
            {text[language]}
          </p>
        ))}
      </td>
      <td>{cell('reason')}</td>
    </tr>
  )
}

const Earlier = ({ figure: { earlier, decimals } }: { readonly figure: FormFigure }) =>
  earlier === null ? (
    '–'
  ) : (
    <>
      {earlier.value === null ? earlier.obsStatus : decimal(earlier.value, decimals)}
      <span className="quiet unit"> {periodText(earlier.period)}</span>
    </>
  )

/** Why a cell is not on the platform: it cannot be read, or the API refused it. */
const faultOf = (column: EntryColumn, figure: FormFigure, { edits, refused }: Entry): string | undefined => {
  const name = cellName(column, figure)
  const obstacle = obstacleIn(edits, column, figure, language)
  if (obstacle !== undefined) return obstacleText(obstacle, column, figure)
  const refusal = refused[name]
  return refusal !== undefined && refusal.text === edits[name]?.text ? refusal.detail : undefined
}

const obstacleText = (obstacle: Obstacle, column: EntryColumn, figure: FormFigure): string => {
  if (obstacle === 'cleared')
    return column === 'value' ? t.entry.faults.clearedValue : t.entry.faults.clearedReason
  return obstacle === 'reasonAlone' ? t.entry.faults.reasonAlone : faultText(obstacle, figure)
}

/** Somebody else changed the cell meanwhile: both are shown, and one is chosen. */
const Contest = ({
  entry,
  column,
  figure,
}: {
  readonly entry: Entry
  readonly column: EntryColumn
  readonly figure: FormFigure
}) => {
  const edit = entry.edits[cellName(column, figure)]
  if (edit === undefined || !isContested(edit, column, figure)) return null
  return (
    <div className="contest">
      <p className="fault">
        {t.entry.contest(shownIn(column, figure, undefined) || t.entry.nothing, edit.text)}
      </p>
      <p className="ways">
        <button type="button" onClick={() => entry.decide(column, figure, 'theirs')}>
          {t.entry.theirs}
        </button>
        <button type="button" onClick={() => entry.decide(column, figure, 'mine')}>
          {t.entry.mine}
        </button>
      </p>
    </div>
  )
}
