import { useContext, useEffect, useId, useState } from 'react'
import { controlId } from './fields.tsx'
import { FormContext } from './form-context.ts'
import type { Conflict } from './merge.ts'
import { t } from './texts/index.ts'

export type Labels = Readonly<Partial<Record<string, string>>>

type Choice = 'mine' | 'theirs'

/** What two people changed differently, value by value: the person decides, and only then sends. */
export const Conflicts = ({
  conflicts,
  labels,
  onResolve,
}: {
  readonly conflicts: readonly Conflict[]
  readonly labels: Labels
  readonly onResolve: (
    choices: readonly { readonly path: readonly string[]; readonly value: unknown }[],
  ) => void
}) => {
  const id = useId()
  const { id: form } = useContext(FormContext)
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [, look] = useState(false)
  // The controls stand below, and there only once all is rendered.
  useEffect(() => look(true), [])
  const isDecided = conflicts.every(({ path }) => choices[path.join('/')] !== undefined)
  return (
    <section className="conflicts" aria-labelledby={id}>
      <h2 id={id}>{t.conflict.title}</h2>
      <p>{t.conflict.text}</p>
      {conflicts.map(({ path, base, mine, theirs }) => {
        const name = path.join('/')
        const label = labels[name] ?? labels[path[0] ?? ''] ?? name
        return (
          <fieldset key={name}>
            <legend>{label}</legend>
            <p className="quiet">
              {t.conflict.before}: {inWords(form, path, base)}
            </p>
            <div className="sides">
              {(['mine', 'theirs'] as const).map((side) => (
                <label key={side}>
                  <input
                    type="radio"
                    name={`${id}-${name}`}
                    checked={choices[name] === side}
                    onChange={() => setChoices((before) => ({ ...before, [name]: side }))}
                  />
                  <span>
                    <strong>{t.conflict[side]}</strong>
                    <span className="side">{inWords(form, path, side === 'mine' ? mine : theirs)}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )
      })}
      <button
        type="button"
        className="main"
        disabled={!isDecided}
        onClick={() =>
          onResolve(
            conflicts.map(({ path, mine, theirs }) => ({
              path,
              value: choices[path.join('/')] === 'theirs' ? theirs : mine,
            })),
          )
        }
      >
        {t.conflict.resolve}
      </button>
    </section>
  )
}

/** A value as its control calls it, where that offers a choice. */
const inWords = (form: string, path: readonly string[], value: unknown): string => {
  const control = document.getElementById(controlId(form, path.join('/')))
  const options = control instanceof HTMLSelectElement ? [...control.options] : []
  return options.find((option) => option.value === String(value))?.text ?? plain(value)
}

/** A value without names of parts: its words one after the other. */
const plain = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return t.conflict.empty
  if (typeof value === 'boolean') return value ? t.conflict.yes : t.conflict.no
  return typeof value === 'object' ? Object.values(value).map(plain).join(', ') : String(value)
}
