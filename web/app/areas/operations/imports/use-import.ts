import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { looker } from '#imports/dry-run'
import type { Mapping, Row } from '#imports/mapping'
import { type Outcome, runImport } from '#imports/run-import'
import { sender } from '#imports/send'
import { options } from '../../../api.ts'
import { language } from '../../../language.ts'
import type { OfferedKind } from './kinds.ts'

/** What is done with rows: `look` sends nothing. */
export type Way = 'look' | 'send'

interface Asked {
  readonly kind: OfferedKind
  readonly mapping: Mapping
  readonly rows: readonly Row[]
  readonly way: Way
}

/** Imports rows, or looks whether they are in order, and tells how far that is. */
export const useImport = (onDone: (outcome: Outcome, way: Way) => void) => {
  const cache = useQueryClient()
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number }>()
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ kind, mapping, rows, way }: Asked) =>
      runImport(
        kind,
        mapping,
        rows,
        way === 'look' ? looker(kind, language) : sender(kind.name, options),
        (done, of) => setProgress({ done, of }),
        language,
      ),
    onSuccess: (outcome, { way }) => onDone(outcome, way),
    onSettled: async (_outcome, _error, { way }) => {
      setProgress(undefined)
      if (way === 'look') return
      // Also the code lists and what else is asked for once: it may be what was imported.
      cache.removeQueries({ type: 'inactive' })
      await cache.invalidateQueries()
    },
  })
  return { run: mutate, isRunning: isPending, progress, error }
}
