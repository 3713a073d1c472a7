import { useRef, useState } from 'react'
import { ApiProblem } from '#kernel/client'
import type { Check } from './check.ts'
import type { Form } from './use-form.ts'

interface State<V, P> {
  readonly isAsking: boolean
  /** What came of which values, and of what else was chosen. */
  readonly shown?: { readonly of: V; readonly also: string | undefined; readonly preview: P }
  readonly trouble?: unknown
}

/** A preview as its components see it. */
export interface Preview<P> {
  readonly isAsking: boolean
  readonly preview: P | undefined
  /** Whether something was typed or chosen since. */
  readonly isOld: boolean
  readonly trouble: unknown
  ask(): void
}

/** Shows what would come of a form's values, without sending them. What is to be corrected is said where sending says it,
 *  and what was seen before stays until there is something newer. */
export const usePreview = <V extends object, C, P>(
  form: Form<V>,
  {
    check,
    ask,
    also,
  }: {
    readonly check: () => Promise<Check<C, V>>
    readonly ask: (content: C) => Promise<P>
    /** What else it is of, beside the values of the form. */
    readonly also?: string
  },
): Preview<P> => {
  const [state, setState] = useState<State<V, P>>({ isAsking: false })
  const asked = useRef(0)
  const { values } = form

  const look = async (): Promise<void> => {
    asked.current += 1
    const own = asked.current
    // Only the last answer counts, whichever comes last.
    const settle = (part: Partial<State<V, P>>) => {
      if (own === asked.current) setState((before) => ({ ...before, ...part, isAsking: false }))
    }
    setState((before) => ({ ...before, isAsking: true, trouble: undefined }))
    try {
      const checked = (await check())(values)
      if ('faults' in checked) {
        form.correct(checked.faults)
        return settle({})
      }
      settle({ shown: { of: values, also, preview: await ask(checked.content) } })
    } catch (error) {
      if (error instanceof ApiProblem && error.faults.length > 0) {
        form.correct(error.faults)
        return settle({})
      }
      settle({ trouble: error })
    }
  }

  const { isAsking, shown, trouble } = state
  return {
    isAsking,
    preview: shown?.preview,
    isOld: shown !== undefined && (shown.of !== values || shown.also !== also),
    trouble,
    ask: () => void look(),
  }
}
