import { collator } from '../format.ts'
import type { Code } from '../types.ts'
import { codeName } from '../ui/codes.ts'
import { Field, SelectField, type ValueProps } from './fields.tsx'
import { t } from './texts/index.ts'

/** What a choice needs to know of a code. */
export type Choosable = Pick<Code, 'code' | 'names' | 'parent'>

/** Codes with their names, each below the one above it and indented by its depth. */
const treeOptions = (codes: readonly Choosable[]): readonly (readonly [code: string, name: string])[] => {
  const known = new Set(codes.map(({ code }) => code))
  const below = new Map<string | null, Choosable[]>()
  for (const code of codes) {
    const parent = code.parent != null && known.has(code.parent) ? code.parent : null
    below.set(parent, [...(below.get(parent) ?? []), code])
  }
  const branch = (parent: string | null, depth: number): readonly (readonly [string, string])[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => collator.compare(codeName(a), codeName(b)))
      .flatMap((code) => [
        [code.code, `${'\u2003'.repeat(depth)}${codeName(code)}`] as const,
        ...branch(code.code, depth + 1),
      ])
  return branch(null, 0)
}

/** One code of a list. */
export const CodeField = ({
  codes,
  ...field
}: ValueProps<string | undefined> & { readonly codes: readonly Choosable[] }) => (
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
  readonly codes: readonly Choosable[]
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
