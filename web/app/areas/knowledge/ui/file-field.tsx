import { useMutation } from '@tanstack/react-query'
import { MOST_BYTES } from '#knowledge/model/media-types'
import { bytes, list } from '../../../format.ts'
import { Field } from '../../../forms/fields.tsx'
import { t } from '../texts/index.ts'
import { type Declared, declare, ENDS } from '../upload/declared.ts'

/** A file to publish: it is read when it is chosen, and what it is becomes the value. */
export const FileField = ({
  value,
  isHere,
  onChange,
}: {
  readonly value: Declared | undefined
  /** False when the value comes from a draft, whose file nobody kept. */
  readonly isHere: boolean
  readonly onChange: (declared: Declared, file: File) => void
}) => {
  const reading = useMutation({
    mutationFn: async (file: File) => onChange(await declare(file), file),
  })
  return (
    <Field name="file" label={t.labels.file} required hint={t.fileHint(list(ENDS), bytes(MOST_BYTES))}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            type="file"
            accept={ENDS.join(',')}
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file !== undefined) reading.mutate(file)
            }}
          />
          <span className="quiet" role="status">
            {reading.isPending && t.fileRead}
            {reading.isIdle && value !== undefined && !isHere && t.fileGone(value.fileName)}
            {!reading.isPending && isHere && value && t.fileChosen(value.fileName, bytes(value.size))}
          </span>
          {reading.error && (
            <span className="fault" role="alert">
              {t.fileUnread}
            </span>
          )}
        </>
      )}
    </Field>
  )
}
