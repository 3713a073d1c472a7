import { SelectField, TextField } from '../../../forms/fields.tsx'
import { replaced } from '../../../forms/merge.ts'
import { RowsField } from '../../../forms/rows-field.tsx'
import { t } from '../texts/index.ts'

/** A remark on a field, as far as it is typed. */
export interface CommentValues {
  readonly field?: string
  readonly text?: string
}

const NOTHING: CommentValues = {}
const MOST_COMMENTS = 100

const FIELDS = [
  'names',
  'descriptions',
  'primaryCategory',
  'categories',
  'industries',
  'regions',
  'seat/town',
  'seat/region',
  'type',
  'stage',
  'website',
] as const

const options = FIELDS.map((field) => [`/${field}`, t.edit.labels[field]] as const)

/** What a field that a remark points to is called. */
export const fieldName = (pointer: string): string =>
  options.find(([known]) => known === pointer)?.[1] ?? pointer

/** Remarks on single fields, for whoever applied. */
export const CommentsField = ({
  value,
  onChange,
}: {
  readonly value: readonly CommentValues[]
  readonly onChange: (value: readonly CommentValues[]) => void
}) => (
  <RowsField
    name="comments"
    label={t.step.comments}
    add={t.step.addComment}
    drop={t.step.dropComment}
    most={MOST_COMMENTS}
    empty={NOTHING}
    value={value}
    onChange={onChange}
  >
    {(comment, index, change) => (
      <>
        <SelectField
          name={`comments/${index}/field`}
          label={t.step.commentField(index + 1)}
          required
          options={options}
          value={comment.field}
          onChange={(field) => change(replaced(comment, ['field'], field))}
        />
        <TextField
          name={`comments/${index}/text`}
          label={t.step.commentText(index + 1)}
          required
          lines={2}
          value={comment.text}
          onChange={(text) => change(replaced(comment, ['text'], text))}
        />
      </>
    )}
  </RowsField>
)
