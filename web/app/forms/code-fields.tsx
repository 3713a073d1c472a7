import { collator } from '../format.ts'
import type { NamedCode } from '../types.ts'
import { codeName } from '../ui/codes.ts'
import { indented, inTreeOrder } from '../ui/tree.ts'
import { Field, SelectField, type ValueProps } from './fields.tsx'
import { t } from './texts/index.ts'

/** Codes with their names, each below the one above it and indented by its depth. */
const treeOptions = (codes: readonly NamedCode[]): readonly (readonly [code: string, name: string])[] =>
  inTreeOrder(codes, (a, b) => collator.compare(codeName(a), codeName(b))).map(({ item, depth }) => [
    item.code,
    indented(codeName(item), depth),
  ])

/** One code of a list. */
export const CodeField = ({
  codes,
  ...field
}: ValueProps<string | undefined> & { readonly codes: readonly NamedCode[] }) => (
  <SelectField {...field} options={treeOptions(codes)} />
)

/** Several codes of a list: those chosen with a button to take each out, and a choice to add one. */
export const CodesField = ({
  codes,
  value,
  onChange,
  most,
  ...field
}: Omit<ValueProps<readonly string[]>, 'onChange'> & {
  readonly codes: readonly NamedCode[]
  readonly most: number
  readonly onChange: (codes: string[]) => void
}) => {
  const names = new Map(codes.map((code) => [code.code, codeName(code)]))
  const options = treeOptions(codes).filter(([code]) => !value.includes(code))
  return (
    <div className="codes">
      <Field {...field}>
        {(wiring) => (
          <select
            {...wiring}
            required={field.required === true && value.length === 0}
            value=""
            disabled={value.length >= most}
            onChange={({ target }) => onChange([...value, target.value])}
          >
            <option value="">{value.length >= most ? t.full : t.add}</option>
            {options.map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {value.length > 0 && (
        <ul className="chosen" aria-label={t.chosen(field.label)}>
          {value.map((code) => (
            <li key={code}>
              {names.get(code) ?? code}
              <button
                type="button"
                aria-label={t.takeOut(names.get(code) ?? code)}
                onClick={() => onChange(value.filter((one) => one !== code))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
