import { useQuery } from '@tanstack/react-query'
import { collator } from '../../../format.ts'
import { bound } from '../../../forms/bound.ts'
import { CodesField } from '../../../forms/code-fields.tsx'
import { LocalisedField, SelectField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import type { Form as FormState } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { useCodes } from '../../../ui/codes.ts'
import { indented, inTreeOrder } from '../../../ui/tree.ts'
import type { AuthorityValues } from '../authority-values.ts'
import { authorities } from '../data.ts'
import { t } from '../texts/index.ts'

const LEVELS = ['national', 'regional', 'municipal'] as const
const levels = LEVELS.map((level) => [level, t.authorities.levels[level]] as const)

const MOST = 100

/** What an authority is called, where it stands and what it is responsible for.
 *  @param isNew the code is given once, and stays */
export const AuthorityForm = ({
  form,
  action,
  isNew,
}: {
  readonly form: FormState<AuthorityValues>
  readonly action: string
  readonly isNew: boolean
}) => {
  const { values, set } = form
  const label = t.authority.labels
  const regions = useCodes('regions').all
  const { data: all = [] } = useQuery(authorities())
  const tree = inTreeOrder(
    all.filter(({ code, ended }) => ended === undefined && code !== values.code),
    (a, b) => collator.compare(say(a.names), say(b.names)),
  )
  const field = bound(values, set, label)
  return (
    <Form form={form} action={action} labels={label}>
      <LocalisedField {...field('names')} required />
      {isNew && <TextField {...field('code')} hint={t.authority.codeHint} required />}
      <SelectField {...field('level')} required options={levels} />
      <SelectField
        {...field('parent')}
        hint={t.authority.parentHint}
        options={tree.map(({ item, depth }) => [item.code, indented(say(item.names), depth)] as const)}
      />
      <SelectField
        name="place"
        label={t.grants.labels.place}
        required
        options={[
          ['regions', t.grants.places.regions],
          ['everywhere', t.grants.places.everywhere],
        ]}
        value={values.place}
        onChange={(place) => set('place', place ?? 'regions')}
      />
      {values.place === 'regions' && (
        <CodesField
          {...field('territory')}
          hint={t.grants.territoryHint}
          required
          codes={regions}
          most={MOST}
        />
      )}
    </Form>
  )
}
