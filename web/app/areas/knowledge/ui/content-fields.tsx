import { collator } from '../../../format.ts'
import { bound } from '../../../forms/bound.ts'
import { CodeField, CodesField } from '../../../forms/code-fields.tsx'
import { LocalisedField, SelectField, TextField } from '../../../forms/fields.tsx'
import type { Form } from '../../../forms/use-form.ts'
import { language } from '../../../language.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { type ContentValues, useDocumentResource } from '../content.ts'
import { t } from '../texts/index.ts'
import { ClustersField } from './clusters-field.tsx'

const MOST_CATEGORIES = 10

const VISIBILITIES = ['public', 'members', 'authority'] as const
const visibilities = VISIBILITIES.map((one) => [one, t.visibilities[one]] as const)

const languageNames = new Intl.DisplayNames(language, { type: 'language' })

/** Languages that documents here are likely to be in. */
const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'kk', 'pl', 'ru', 'tr', 'uk', 'uz', 'zh'] as const
const languages = LANGUAGES.map((code) => [code, languageNames.of(code) ?? code] as const).toSorted(
  ([, a], [, b]) => collator.compare(a, b),
)

/** What is said of a document. */
export const ContentFields = ({ values, set }: Pick<Form<ContentValues>, 'values' | 'set'>) => {
  const categories = useCodes('categories').all
  const regions = useCodes('regions').all
  const resource = useDocumentResource(values)
  const may = useMay('document.publish', resource)
  const label = t.labels
  const field = bound(values, set, label)
  return (
    <>
      <LocalisedField {...field('titles')} required />
      <LocalisedField {...field('descriptions')} lines={3} />
      <SelectField<string> {...field('language')} required options={languages} />
      <SelectField {...field('visibility')} required options={visibilities} />
      <CodesField {...field('categories')} codes={categories} most={MOST_CATEGORIES} />
      <ClustersField value={values.clusters} onChange={(clusters) => set('clusters', clusters)} />
      <CodeField {...field('region')} hint={t.regionHint} codes={regions} />
      {resource !== undefined && !may.may && <MayNot of={may} quiet />}
      <TextField
        name="tags"
        label={label.tags}
        hint={t.tagsHint}
        lines={3}
        value={values.tags.join('\n')}
        onChange={(text) => set('tags', text === undefined ? [] : text.split('\n'))}
      />
    </>
  )
}
