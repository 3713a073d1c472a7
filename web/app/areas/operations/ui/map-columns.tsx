import { useId } from 'react'
import type { Table as Read } from '#imports/read-table'
import { targetsOf } from '#imports/targets'
import { Table } from '../../../ui/table.tsx'
import type { OfferedKind } from '../imports/kinds.ts'
import { ownColumns, type Plan } from '../imports/plan.ts'
import { t } from '../texts/index.ts'

/** Which column fills which field, what is the same in all rows, and what texts of the file mean. */
export const MapColumns = ({
  kind,
  table,
  plan,
  missing,
  onChange,
}: {
  readonly kind: OfferedKind
  readonly table: Read
  readonly plan: Plan
  /** Fields that have to be filled and are not. */
  readonly missing: readonly string[]
  readonly onChange: (plan: Plan) => void
}) => {
  const targets = targetsOf(kind.fields)
  const { fills, constants, recodes } = plan
  const filled = new Set(Object.values(fills))
  const shown = [...new Set([...missing, ...Object.keys(constants)])]
  const free = targets.filter((target) => !filled.has(target) && !shown.includes(target))
  return (
    <>
      <Table
        caption={t.imports.columns}
        rows={ownColumns(table.columns)}
        rowKey={(column) => column}
        columns={[
          { key: 'column', name: t.imports.column, cell: (column) => column },
          {
            key: 'example',
            name: t.imports.example,
            cell: (column) => (
              <span className="example">{table.rows.find((row) => row[column] !== '')?.[column] ?? '–'}</span>
            ),
          },
          {
            key: 'field',
            name: t.imports.field,
            cell: (column) => (
              <select
                aria-label={t.imports.fieldOf(column)}
                value={fills[column] ?? ''}
                onChange={({ target }) => onChange({ ...plan, fills: { ...fills, [column]: target.value } })}
              >
                <option value="">{t.imports.leaveOut}</option>
                {targets.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            ),
          },
        ]}
      />
      <fieldset className="constants">
        <legend>{t.imports.constants}</legend>
        {shown.map((field) => (
          <Constant
            key={field}
            field={field}
            value={constants[field] ?? ''}
            onChange={(value) => onChange({ ...plan, constants: { ...constants, [field]: value } })}
          />
        ))}
        <AddField
          name={t.imports.addConstant}
          options={free}
          onAdd={(field) => onChange({ ...plan, constants: { ...constants, [field]: '' } })}
        />
      </fieldset>
      <details className="recodes">
        <summary>{t.imports.recodes}</summary>
        <p className="hint">{t.imports.recodesHint}</p>
        {Object.entries(recodes).map(([field, lines]) => (
          <Recode
            key={field}
            field={field}
            lines={lines}
            onChange={(next) => onChange({ ...plan, recodes: { ...recodes, [field]: next } })}
          />
        ))}
        <AddField
          name={t.imports.addRecode}
          options={targets.filter((target) => filled.has(target) && recodes[target] === undefined)}
          onAdd={(field) => onChange({ ...plan, recodes: { ...recodes, [field]: '' } })}
        />
      </details>
    </>
  )
}

const Constant = ({
  field,
  value,
  onChange,
}: {
  readonly field: string
  readonly value: string
  readonly onChange: (value: string) => void
}) => {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{field}</label>
      <input id={id} type="search" value={value} onChange={({ target }) => onChange(target.value)} />
    </div>
  )
}

const Recode = ({
  field,
  lines,
  onChange,
}: {
  readonly field: string
  readonly lines: string
  readonly onChange: (lines: string) => void
}) => {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{field}</label>
      <textarea id={id} rows={3} value={lines} onChange={({ target }) => onChange(target.value)} />
    </div>
  )
}

/** Adds one more field to a list. */
const AddField = ({
  name,
  options,
  onAdd,
}: {
  readonly name: string
  readonly options: readonly string[]
  readonly onAdd: (field: string) => void
}) => {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <select id={id} value="" onChange={({ target }) => onAdd(target.value)}>
        <option value="">{t.imports.chooseField}</option>
        {options.map((field) => (
          <option key={field} value={field}>
            {field}
          </option>
        ))}
      </select>
    </div>
  )
}
