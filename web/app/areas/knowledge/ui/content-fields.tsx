import { collator } from '../../../format.ts'
import { CodeField, CodesField } from '../../../forms/code-fields.tsx'
import { LocalisedField, SelectField, TextField } from '../../../forms/fields.tsx'
import type { Form } from '../../../forms/use-form.ts'
import { language } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
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
  return (
    <>
      <LocalisedField
        name="titles"
        label={label.titles}
        required
        value={values.titles}
        onChange={(titles) => set('titles', titles)}
      />
      <LocalisedField
        name="descriptions"
        label={label.descriptions}
        lines={3}
        value={values.descriptions}
        onChange={(descriptions) => set('descriptions', descriptions)}
      />
      <SelectField<string>
        name="language"
        label={label.language}
        required
        options={languages}
        value={values.language}
        onChange={(code) => set('language', code)}
      />
      <SelectField
        name="visibility"
        label={label.visibility}
        required
        options={visibilities}
        value={values.visibility}
        onChange={(visibility) => set('visibility', visibility)}
      />
      <CodesField
        name="categories"
        label={label.categories}
        codes={categories}
        most={MOST_CATEGORIES}
        value={values.categories}
        onChange={(codes) => set('categories', codes)}
      />
      <ClustersField value={values.clusters} onChange={(clusters) => set('clusters', clusters)} />
      <CodeField
        name="region"
        label={label.region}
        hint={t.regionHint}
        codes={regions}
        value={values.region}
        onChange={(region) => set('region', region)}
      />
      {resource !== undefined && !may.may && <p className="why">{may.why}</p>}
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
