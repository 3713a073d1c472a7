import { SelectField, TextField } from '../../../forms/fields.tsx'
import { replaced } from '../../../forms/merge.ts'
import { t } from '../texts/index.ts'

/** A remark on a field, as far as it is typed. */
export interface CommentValues {
  readonly field?: string
  readonly text?: string
}

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
  <fieldset className="pair">
    <legend>{t.step.comments}</legend>
    {value.map((comment, index) => {
      const change = (part: keyof CommentValues, text: string | undefined) =>
        onChange(value.with(index, replaced(comment, [part], text)))
      return (
        <div key={index} className="remark">
          <SelectField
            name={`comments/${index}/field`}
            label={t.step.commentField(index + 1)}
            required
            options={options}
            value={comment.field}
            onChange={(field) => change('field', field)}
          />
          <TextField
            name={`comments/${index}/text`}
            label={t.step.commentText(index + 1)}
            required
            lines={2}
            value={comment.text}
            onChange={(text) => change('text', text)}
          />
          <button type="button" onClick={() => onChange(value.filter((_, other) => other !== index))}>
            {t.step.dropComment(index + 1)}
          </button>
        </div>
      )
    })}
    <p>
      <button type="button" onClick={() => onChange([...value, {}])}>
        {t.step.addComment}
      </button>
    </p>
  </fieldset>
)
