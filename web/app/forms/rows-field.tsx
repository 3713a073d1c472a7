import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { controlId } from './fields.tsx'
import { FormContext } from './form-context.ts'

/** Several things of some fields each, with a button to add one and to take each out. What is added gets the focus; once
 *  something is taken out, the button that adds. */
export const RowsField = <R extends object>({
  name,
  label,
  hint,
  add,
  drop,
  most,
  empty,
  value,
  onChange,
  children,
}: {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What adding is called, and taking out the one with a number from 1. */
  readonly add: string
  readonly drop: (number: number) => string
  readonly most: number
  /** What is added. */
  readonly empty: R
  readonly value: readonly R[]
  readonly onChange: (value: R[]) => void
  /** The fields of one. */
  readonly children: (row: R, index: number, change: (row: R) => void) => ReactNode
}) => {
  const { id: form, faults } = useContext(FormContext)
  const id = controlId(form, name)
  const last = useRef<HTMLDivElement>(null)
  const adding = useRef<HTMLButtonElement>(null)
  const [moved, setMoved] = useState<'added' | 'dropped'>()
  useEffect(() => {
    if (moved === 'added') last.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    if (moved === 'dropped') adding.current?.focus()
    setMoved(undefined)
  }, [moved])
  const here = faults.filter(({ pointer }) => pointer === `/${name}`)
  return (
    // The summary of the form leads here.
    <fieldset
      className="rows"
      id={id}
      tabIndex={-1}
      aria-describedby={here.length > 0 ? `${id}-fault` : undefined}
    >
      <legend>{label}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {here.length > 0 && (
        <p className="fault" id={`${id}-fault`}>
          {here.map(({ detail }) => detail).join('; ')}
        </p>
      )}
      {value.map((row, index) => (
        <div key={index} className="pair row" ref={index === value.length - 1 ? last : undefined}>
          {children(row, index, (next) => onChange(value.with(index, next)))}
          <p>
            <button
              type="button"
              onClick={() => {
                onChange(value.filter((_, other) => other !== index))
                setMoved('dropped')
              }}
            >
              {drop(index + 1)}
            </button>
          </p>
        </div>
      ))}
      <p>
        <button
          type="button"
          ref={adding}
          disabled={value.length >= most}
          onClick={() => {
            onChange([...value, empty])
            setMoved('added')
          }}
        >
          {add}
        </button>
      </p>
    </fieldset>
  )
}
