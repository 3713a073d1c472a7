import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#kernel/client'
import { forgetUnseen } from '../query.ts'
import { useSession } from '../session/session.ts'
import type { Check } from './check.ts'
import { draftOf, dropDraft, keepDraft } from './drafts.ts'
import type { Fault } from './faults.ts'
import { type Conflict, merge, replaced, same } from './merge.ts'

/** What a form is about, and what becomes of it. */
export interface FormOptions<V extends object, C, R> {
  /** Names its draft: `cluster.clu_01…`. */
  readonly id: string
  /** What a list of drafts calls it. */
  readonly title: string
  /** As the platform has it; empty values for something new. */
  readonly initial: V
  /** Of the record that is changed, from its ETag; none for something new. */
  readonly version?: number | undefined
  /** The check by the contract's schema, by `import()`; what it makes of the values is sent. */
  readonly check: () => Promise<Check<C, V>>
  readonly send: (content: C, attempt: Attempt) => Promise<R>
  /** The record as it is now, for when somebody else changed it meanwhile; none for a decision about what the page
   *  shows: the page reads it anew then, and passes its version. */
  readonly reread?: () => Promise<{ readonly values: V; readonly version: number }>
  /** What follows; the form counts as being sent until that is done, so that nothing is sent twice meanwhile. */
  readonly onDone: (result: R) => unknown
}

/** What goes with a sending. */
interface Attempt {
  /** The version that it changes. */
  readonly version: number
  /** The same for each try of the same content, so that a try whose answer was lost is done once. */
  readonly idempotencyKey: string
}

/** How the values on the screen came about, where the person did not just type them. */
type Origin = 'draft' | 'merged'

interface State<V> {
  readonly base: V
  readonly version: number | undefined
  readonly values: V
  readonly origin: Origin | undefined
  /** What somebody else changed and this form took over. */
  readonly taken: readonly (readonly string[])[]
  readonly conflicts: readonly Conflict[]
  readonly faults: readonly Fault[]
  readonly trouble: unknown
  readonly isSending: boolean
  /** The platform took what was sent, and the page has not read yet which version came of it. */
  readonly isSent: boolean
  /** Counts failed tries, so that the summary gets the focus with each. */
  readonly failures: number
}

/** A form as its components see it. */
export interface Form<V extends object> extends Omit<State<V>, 'base' | 'isSent'> {
  readonly id: string
  readonly isChanged: boolean
  /** False where this browser keeps nothing: then only this page has what was typed. */
  readonly isKept: boolean
  /** Undefined takes the value out. */
  set<K extends keyof V & string>(name: K, value: V[K] | undefined): void
  submit(): Promise<void>
  /** Says what is to be corrected where it was found before sending. */
  correct(faults: readonly Fault[]): void
  /** Back to what the platform has. */
  discard(): void
  /** Ends the conflicts, each with the value chosen for it. */
  resolve(choices: readonly { readonly path: readonly string[]; readonly value: unknown }[]): void
}

const NOTHING = {
  origin: undefined,
  taken: [],
  conflicts: [],
  faults: [],
  trouble: undefined,
  isSending: false,
  isSent: false,
  failures: 0,
} as const

/** Holds what somebody types until the platform has it. Nothing typed is lost by an error, an expired sign-in, a reload
 *  or somebody else's change: drafts are kept in this browser under the person, and changes of others are merged. */
export const useForm = <V extends object, C, R>(options: FormOptions<V, C, R>): Form<V> => {
  const { id, title, initial, version } = options
  const person = useSession()?.subject ?? 'nobody'
  const [state, setState] = useState<State<V>>(() => begun(person, id, initial, version))
  const [isKept, setKept] = useState(true)
  const cache = useQueryClient()
  const key = useRef<{ readonly of: V; readonly key: string }>(undefined)
  const { base, values, conflicts } = state
  const isChanged = !same(base, values)

  useEffect(() => {
    if (!isChanged) return dropDraft(person, id)
    const address = `${location.pathname}${location.search}`
    const draft = { base, version: state.version, values, savedAt: Date.now(), address, title }
    setKept(keepDraft(person, id, draft))
  }, [person, id, title, base, values, state.version, isChanged])

  const isRecord = options.reread !== undefined
  useEffect(() => {
    if (isRecord)
      setState((before) =>
        before.isSent && before.version !== version ? followed(before, initial, version) : before,
      )
  }, [isRecord, initial, version])

  const change = (part: Partial<State<V>>) => setState((before) => ({ ...before, ...part }))
  const fail = (part: Partial<State<V>>) =>
    setState((before) => ({ ...before, isSending: false, ...part, failures: before.failures + 1 }))

  const submit = async (): Promise<void> => {
    if (state.isSending || conflicts.length > 0) return
    change({ isSending: true, trouble: undefined, faults: [] })
    let result: R
    try {
      const checked = (await options.check())(values)
      if ('faults' in checked) return fail({ faults: checked.faults })
      if (key.current?.of !== values) key.current = { of: values, key: crypto.randomUUID() }
      const known = isRecord ? state.version : version
      const attempt = { version: known ?? 0, idempotencyKey: key.current.key }
      result = await options.send(checked.content, attempt)
    } catch (error) {
      return refused(error)
    }
    dropDraft(person, id)
    forgetUnseen(cache)
    change({ ...NOTHING, base: values, isSending: true, isSent: true })
    try {
      await options.onDone(result)
    } finally {
      change({ isSending: false })
    }
  }

  const refused = async (error: unknown): Promise<void> => {
    if (!(error instanceof ApiProblem)) return fail({ trouble: error })
    if (error.status !== 412) return fail({ trouble: error, faults: error.faults })
    if (options.reread === undefined) {
      await cache.invalidateQueries()
      return fail({ trouble: error })
    }
    try {
      const theirs = await options.reread()
      fail(reconciled(base, values, theirs.values, theirs.version))
    } catch (failure) {
      fail({ trouble: failure })
    }
  }

  return {
    ...state,
    id,
    isChanged,
    isKept,
    set: (name, value) =>
      setState((before) => ({
        ...before,
        values: replaced(before.values, [name], value),
        faults: before.faults.filter(({ pointer }) => !isAt(pointer, name)),
      })),
    submit,
    correct: (faults) => fail({ faults, trouble: undefined }),
    discard: () => change({ ...NOTHING, values: base }),
    resolve: (choices) =>
      setState((before) => ({
        ...before,
        conflicts: [],
        values: choices.reduce((all, { path, value }) => replaced(all, path, value), before.values),
      })),
  }
}

/** Whether a pointer leads to a field or into it. */
const isAt = (pointer: string, name: string): boolean =>
  pointer === `/${name}` || pointer.startsWith(`/${name}/`)

const begun = <V extends object>(
  person: string,
  id: string,
  initial: V,
  version: number | undefined,
): State<V> => {
  const draft = draftOf<V>(person, id)
  if (draft === undefined) return { ...NOTHING, base: initial, version, values: initial }
  const { base, values } = draft
  if (draft.version === version) return { ...NOTHING, base: initial, version, values, origin: 'draft' }
  return { ...NOTHING, ...reconciled(base, values, initial, version), origin: 'draft' }
}

/** After somebody else's change: both, on the base of theirs. */
const reconciled = <V extends object>(base: V, mine: V, theirs: V, version: number | undefined) => {
  const { values, conflicts, taken } = merge(base, mine, theirs)
  return { base: theirs, version, values, conflicts, taken, origin: 'merged' as const }
}

/** After the form's own change: what is typed from then on is based on the version that came of it. */
const followed = <V extends object>(
  { base, values, ...before }: State<V>,
  initial: V,
  version: number | undefined,
): State<V> => ({
  ...before,
  isSent: false,
  ...(same(base, values)
    ? { base: initial, values: initial, version }
    : { ...reconciled(base, values, initial, version), origin: undefined }),
})
