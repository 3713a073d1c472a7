import { SelectField } from '../../../../forms/fields.tsx'
import type { RecipientValues } from '../../reports/report-values.ts'
import { t } from '../../texts/reports/index.ts'
import { withParts } from '../parts.ts'
import { PersonField } from '../person-field.tsx'

const MOST_RECIPIENTS = 50

/** Who gets a report by e-mail, each in a language. */
export const RecipientFields = ({
  recipients,
  onChange,
}: {
  readonly recipients: readonly RecipientValues[]
  readonly onChange: (recipients: readonly RecipientValues[]) => void
}) => {
  const set = (
    place: number,
    parts: { readonly [K in keyof RecipientValues]?: RecipientValues[K] | undefined },
  ) => onChange(recipients.with(place, withParts(recipients[place] ?? {}, parts)))
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{t.labels.recipients}</h2>
      <p>{t.recipientsText}</p>
      {recipients.map((recipient, place) => (
        <fieldset key={place} className="part">
          <legend>{t.recipient(place + 1)}</legend>
          <PersonField
            name={`recipients/${place}/person`}
            label={t.person}
            hintById={t.personHint}
            required
            value={recipient.person}
            onChange={(person) => set(place, { person })}
          />
          <SelectField
            name={`recipients/${place}/language`}
            label={t.language}
            required
            options={[
              ['en', t.languages.en],
              ['ru', t.languages.ru],
            ]}
            value={recipient.language}
            onChange={(language) => set(place, { language })}
          />
          <button
            type="button"
            aria-label={t.takeOutRecipient(place + 1)}
            onClick={() => onChange(recipients.toSpliced(place, 1))}
          >
            {t.takeOut}
          </button>
        </fieldset>
      ))}
      {recipients.length < MOST_RECIPIENTS && (
        <button type="button" onClick={() => onChange([...recipients, {}])}>
          {t.addRecipient}
        </button>
      )}
    </section>
  )
}
