import './forms.css'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { ApiProblem } from '#kernel/client'
import { troubleOf } from '../api.ts'
import { useSession } from '../session/session.ts'
import { t as common } from '../texts/index.ts'
import { Conflicts, type Labels } from './conflicts.tsx'
import { controlId } from './fields.tsx'
import { FormContext } from './form-context.ts'
import { t } from './texts/index.ts'
import type { Form as FormState } from './use-form.ts'

/** A form with what has to be said about it: what to correct, what others changed, what was kept. Its fields stand
 *  within. */
export const Form = <V extends object>({
  form,
  labels,
  action,
  also,
  children,
}: {
  readonly form: FormState<V>
  /** What the values are called, by name; of those inside others by their path: `names/en`. */
  readonly labels: Labels
  /** What sending does, on the button. */
  readonly action: string
  /** What else can be done with what was typed, beside that button. */
  readonly also?: ReactNode
  readonly children: ReactNode
}) => {
  const id = useId()
  const isMerged = form.origin === 'merged' || form.taken.length > 0 || form.conflicts.length > 0
  return (
    <FormContext value={{ id, faults: form.faults }}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Summary id={id} form={form} labels={labels} />
        {form.origin === 'draft' && (
          <div className="notice" role="status">
            <p>{t.restored}</p>
            <button type="button" onClick={form.discard}>
              {t.discard}
            </button>
          </div>
        )}
        {isMerged && <Merged form={form} labels={labels} />}
        {children}
        <div className="ways">
          <button type="submit" className="main" disabled={form.isSending || form.conflicts.length > 0}>
            {form.isSending ? t.sending : action}
          </button>
          {also}
          {form.isChanged && (
            <button type="button" onClick={form.discard}>
              {t.discard}
            </button>
          )}
          <span className="quiet" role="status">
            {form.isChanged && (form.isKept ? t.kept : t.notKept)}
          </span>
        </div>
      </form>
    </FormContext>
  )
}

/** What somebody else changed meanwhile, and what is to be decided about it; gets the focus after a try to send. */
const Merged = <V extends object>({
  form: { taken, conflicts, failures, resolve },
  labels,
}: {
  readonly form: FormState<V>
  readonly labels: Labels
}) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failures > 0) place.current?.focus()
  }, [failures])
  return (
    <div tabIndex={-1} ref={place}>
      {(taken.length > 0 || conflicts.length === 0) && (
        <div className="notice" role="status">
          <p>
            {taken.length > 0
              ? t.taken(taken.map((path) => nameOf(labels, path)).join(', '))
              : t.changedMeanwhile}
          </p>
        </div>
      )}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} labels={labels} onResolve={resolve} />}
    </div>
  )
}

/** What a value is called, by the longest part of its path that has a name. */
const nameOf = (labels: Labels, path: readonly string[]): string => {
  for (let length = path.length; length > 0; length -= 1) {
    const known = labels[path.slice(0, length).join('/')]
    if (known !== undefined) return known
  }
  return path.join('/')
}

/** Why the form was not sent, with the way to each thing to correct; gets the focus. */
const Summary = <V extends object>({
  id,
  form: { faults, trouble, failures },
  labels,
}: {
  readonly id: string
  readonly form: FormState<V>
  readonly labels: Labels
}) => {
  const place = useRef<HTMLDivElement>(null)
  const isExpired = useSession()?.expired === true
  useEffect(() => {
    if (failures > 0) place.current?.focus()
  }, [failures])
  if (faults.length === 0 && trouble === undefined) return null
  return (
    <div className="notice" role="alert" tabIndex={-1} ref={place}>
      <p>
        <strong>{trouble === undefined ? t.toCorrect(faults.length) : t.notSent}</strong>{' '}
        {trouble !== undefined && reasonOf(trouble, isExpired)}
      </p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ pointer, detail }) => {
            const path = pointer.split('/').slice(1)
            const target = targetOf(id, path)
            const text = `${nameOf(labels, path)}: ${detail}`
            return (
              <li key={`${pointer} ${detail}`}>
                {target === undefined ? (
                  text
                ) : (
                  <a
                    href={`#${target.id}`}
                    onClick={(event) => {
                      event.preventDefault()
                      target.focus()
                    }}
                  >
                    {text}
                  </a>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

/** The control of a value, the first one of its parts, or that of what it is part of. */
const targetOf = (form: string, path: readonly string[]): HTMLElement | undefined => {
  for (let length = path.length; length > 0; length -= 1) {
    const id = controlId(form, path.slice(0, length).join('/'))
    const control =
      document.getElementById(id) ??
      document.querySelector<HTMLElement>(`:is(input, select, textarea)[id^="${id}-"]`)
    if (control !== null) return control
  }
  return undefined
}

/** What a failed sending means; what was typed is still there. */
const reasonOf = (trouble: unknown, isExpired: boolean): string => {
  const kind = troubleOf(trouble)
  if (kind === 'signed-out') return isExpired ? t.expired : t.signedInAgain
  if (trouble instanceof ApiProblem && kind !== 'silent') return trouble.message
  return common.trouble[kind].text
}
