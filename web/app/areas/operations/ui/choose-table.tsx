import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { MOST_BYTES, type Table, TableError, tableIn, tooLarge } from '#imports/read-table'
import { targetsOf } from '#imports/targets'
import { list, whole } from '../../../format.ts'
import { language } from '../../../language.ts'
import type { OfferedKind } from '../imports/kinds.ts'
import { t } from '../texts/index.ts'
import { ImportTable } from './import-table.tsx'

interface Chosen {
  readonly name: string
  readonly table: Table
  /** Counts the files that were chosen: each begins anew. */
  readonly turn: number
}

/** A file to import: it is read here, and nothing leaves this machine before somebody says so. */
export const ChooseTable = ({ kind }: { readonly kind: OfferedKind }) => {
  const id = useId()
  const [chosen, setChosen] = useState<Chosen>()
  const reading = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw tooLarge(file.size)
      return { name: file.name, table: tableIn(new Uint8Array(await file.arrayBuffer())) }
    },
    onSuccess: (read) => setChosen((before) => ({ ...read, turn: (before?.turn ?? 0) + 1 })),
    onError: () => setChosen(undefined),
  })
  const { error } = reading
  return (
    <>
      <details>
        <summary>{t.imports.fields}</summary>
        <p>
          {list(targetsOf(kind.fields))}
          <br />
          {t.imports.fieldsHint(
            list(kind.fields.filter(({ required }) => required).map(({ column }) => column)),
          )}
        </p>
      </details>
      <div className="field choose">
        <label htmlFor={id}>{t.imports.file}</label>
        <p className="hint" id={`${id}-hint`}>
          {t.imports.fileHint}
        </p>
        <input
          id={id}
          type="file"
          accept=".csv"
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) reading.mutate(file)
            // The same file, mended, can be chosen again.
            target.value = ''
          }}
        />
      </div>
      <p role="status">
        {chosen !== undefined &&
          t.imports.read(chosen.name, whole(chosen.table.rows.length), whole(chosen.table.columns.length))}
      </p>
      {error && (
        <p className="notice" role="alert">
          {error instanceof TableError ? error.detail[language] : t.imports.unread}
        </p>
      )}
      {chosen && <ImportTable key={chosen.turn} kind={kind} name={chosen.name} table={chosen.table} />}
    </>
  )
}
