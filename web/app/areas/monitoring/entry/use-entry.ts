import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#kernel/client'
import { troubleOf } from '../../../api.ts'
import { draftOf, dropDraft, keepDraft } from '../../../forms/drafts.ts'
import { language } from '../../../language.ts'
import { forgetUnseen } from '../../../query.ts'
import { useSession } from '../../../session/session.ts'
import { campaigns, type FormView } from '../api.ts'
import {
  decided,
  type Edits,
  type EntryColumn,
  type EntryFigure,
  type Refusals,
  toSend,
  typed,
  unsettled,
} from './edits.ts'

/** How often what could not be sent is tried again while the page is open. */
const AGAIN_MILLISECONDS = 15_000

interface State {
  readonly form: FormView
  readonly version: number
  readonly edits: Edits
  readonly refused: Refusals
  /** `kept`: only this machine has it, the platform cannot be reached or the sign-in has ended. */
  readonly sending: 'idle' | 'sending' | 'kept'
  /** Why the form takes nothing, in the words of the API. */
  readonly trouble: unknown
  /** False where this browser keeps nothing. */
  readonly isKept: boolean
}

/** A form while it is filled in. */
export interface Entry extends State {
  type(column: EntryColumn, figure: EntryFigure, text: string, cell?: string): void
  /** What was being typed is done: it may be sent. */
  commit(): void
  decide(column: EntryColumn, figure: EntryFigure, whose: 'mine' | 'theirs'): void
  /** Sends what waits. @returns whether the platform has all of it */
  flush(): Promise<boolean>
  /** As it stands at the moment, also within an action that began before. */
  now(): Pick<State, 'form' | 'version' | 'edits'>
  /** Takes the platform's form, as an answer brought it. */
  take(form: FormView, version: number): void
  /** Reads the form anew, after it was changed otherwise. */
  reread(): Promise<void>
}

export interface EntryOptions {
  readonly campaign: string
  readonly cluster: string
  readonly title: string
  readonly initial: FormView
  readonly version: number
}

/** Holds what is typed into a grid until the platform has it: it is kept in this browser under the person, the campaign and
 *  the cluster with each key, and sent by itself after each cell. Parts that can be sent do not wait for those that
 *  cannot. */
export const useEntry = ({ campaign, cluster, title, initial, version }: EntryOptions): Entry => {
  const cache = useQueryClient()
  const session = useSession()
  const person = session?.subject ?? 'nobody'
  const draft = `entry.${campaign}.${cluster}`
  const params = { campaignId: campaign, cluster }
  const [state, setState] = useState<State>(() => ({
    form: initial,
    version,
    edits: unsettled(draftOf<Edits>(person, draft)?.values ?? {}, initial.figures, language),
    refused: {},
    sending: 'idle',
    trouble: undefined,
    isKept: true,
  }))
  // What the sending of a moment ago began from is older than what was typed since.
  const latest = useRef(state)
  const typing = useRef<string>(undefined)
  const running = useRef<Promise<void>>(Promise.resolve())

  const change = (next: (before: State) => Partial<State>): void => {
    latest.current = { ...latest.current, ...next(latest.current) }
    setState(latest.current)
  }
  const keepEdits = (edits: Edits): void => {
    if (Object.keys(edits).length === 0) dropDraft(person, draft)
    const address = `${location.pathname}${location.search}`
    const isKept =
      Object.keys(edits).length === 0 ||
      keepDraft(person, draft, {
        base: {},
        version: latest.current.version,
        values: edits,
        savedAt: Date.now(),
        address,
        title,
      })
    change(() => ({ edits, isKept }))
  }
  const take = (form: FormView, next: number): void => {
    change(() => ({ form, version: next }))
    keepEdits(unsettled(latest.current.edits, form.figures, language))
  }
  const reread = async (): Promise<void> => {
    const { body, version: next = 0 } = await campaigns.getForm({ params })
    take(body, next)
  }
  const waiting = () => {
    const { edits, form, refused } = latest.current
    return toSend(edits, form.figures, language, { refused, typing: typing.current })
  }

  /** Sends what can be sent until nothing is left of it. */
  const send = async (): Promise<void> => {
    for (let part = waiting(); part.length > 0; part = waiting()) {
      change(() => ({ sending: 'sending', trouble: undefined }))
      try {
        const answer = await campaigns.saveForm({
          params,
          body: { values: part.map(({ content }) => content) },
          version: latest.current.version,
        })
        take(answer.body, answer.version ?? latest.current.version + 1)
        forgetUnseen(cache)
      } catch (error) {
        if (!(await goesOnAfter(error, part))) return
      }
    }
    change(() => ({ sending: 'idle' }))
  }

  /** Whether there is sense in sending the rest now. */
  const goesOnAfter = async (error: unknown, part: ReturnType<typeof waiting>): Promise<boolean> => {
    if (!(error instanceof ApiProblem) || troubleOf(error) !== 'wrong') {
      const isForGood = troubleOf(error) === 'forbidden' || troubleOf(error) === 'missing'
      change(() => (isForGood ? { sending: 'idle', trouble: error } : { sending: 'kept' }))
      return false
    }
    if (error.status === 412)
      return reread().then(
        () => true,
        () => {
          change(() => ({ sending: 'kept' }))
          return false
        },
      )
    const refused = refusals(error, part, latest.current.edits)
    change((before) =>
      refused === undefined
        ? { sending: 'idle', trouble: error }
        : { refused: { ...before.refused, ...refused } },
    )
    return refused !== undefined
  }

  const flush = async (): Promise<boolean> => {
    // One after the other: each begins from the version that the one before it left.
    running.current = running.current.then(send)
    await running.current
    return Object.keys(latest.current.edits).length === 0
  }

  const isExpired = session?.expired === true
  const flushNow = useRef(flush)
  flushNow.current = flush
  useEffect(() => {
    if (isExpired) return
    const again = () => void flushNow.current()
    again()
    window.addEventListener('online', again)
    const timer = setInterval(() => {
      if (latest.current.sending === 'kept') again()
    }, AGAIN_MILLISECONDS)
    return () => {
      window.removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [isExpired])

  return {
    ...state,
    type: (column, figure, text, cell) => {
      typing.current = cell
      keepEdits(typed(latest.current.edits, column, figure, text, language))
    },
    commit: () => {
      typing.current = undefined
      void flush()
    },
    decide: (column, figure, whose) => {
      keepEdits(decided(latest.current.edits, column, figure, whose))
      void flush()
    },
    flush,
    now: () => latest.current,
    take,
    reread,
  }
}

/** The values that the API refused, as typed, by cell; undefined where it refused the form as a whole. */
const refusals = (
  { faults }: ApiProblem,
  part: readonly { readonly cells: readonly string[] }[],
  edits: Edits,
): Refusals | undefined => {
  const found = faults.flatMap(({ pointer, detail }) => {
    const place = /^\/values\/(\d+)/.exec(pointer)?.[1]
    const cells = place === undefined ? [] : (part[Number(place)]?.cells ?? [])
    return cells.flatMap((cell) => {
      const text = edits[cell]?.text
      return text === undefined ? [] : [[cell, { text, detail }] as const]
    })
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
