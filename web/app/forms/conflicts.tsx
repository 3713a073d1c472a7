import { type ReactNode, useId, useState } from 'react'
import type { Conflict } from './merge.ts'
import { t } from './texts/index.ts'

export type Labels = Readonly<Partial<Record<string, string>>>

type Choice = 'mine' | 'theirs'

/** What two people changed differently, value by value: the person decides, and only then sends. */
export const Conflicts = ({
  conflicts,
  labels,
  show = (_path, value) => plain(value),
  onResolve,
}: {
  readonly conflicts: readonly Conflict[]
  readonly labels: Labels
  readonly show?: ((path: readonly string[], value: unknown) => ReactNode) | undefined
  readonly onResolve: (
    choices: readonly { readonly path: readonly string[]; readonly value: unknown }[],
  ) => void
}) => {
  const id = useId()
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
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
              {t.conflict.before}: {show(path, base)}
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
                    <span className="side">{show(path, side === 'mine' ? mine : theirs)}</span>
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

/** A value in words that need no label. */
const plain = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return t.conflict.empty
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
