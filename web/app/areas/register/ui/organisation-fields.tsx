import { ORGANISATION_FLAGS, ORGANISATION_KINDS, ORGANISATION_SIZES } from '#registry/model/vocabulary'
import { bound, boundRow } from '../../../forms/bound.ts'
import { CodeField } from '../../../forms/code-fields.tsx'
import { DateField, LocalisedField, SelectField, TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import { RowsField } from '../../../forms/rows-field.tsx'
import { ChecksField } from '../../../forms/several-fields.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from './options.ts'

interface IdentifierValues {
  readonly scheme?: string
  readonly value?: string
}

interface EstablishmentValues {
  readonly region?: string
  readonly town?: string
  readonly address?: string
  readonly from?: string
  readonly to?: string | null
}

const RESTRICTIONS = ['insolvency', 'sanctioned', 'struck-off'] as const

interface RestrictionValues {
  readonly kind?: (typeof RESTRICTIONS)[number]
  readonly from?: string
  readonly to?: string | null
  readonly source?: string
}

/** An organisation as far as it is typed. */
export interface OrganisationValues {
  readonly names?: Readonly<Record<string, string>>
  readonly kind?: (typeof ORGANISATION_KINDS)[number]
  readonly size?: (typeof ORGANISATION_SIZES)[number]
  readonly sizeDefinition?: string
  readonly flags: readonly (typeof ORGANISATION_FLAGS)[number][]
  readonly identifiers: readonly IdentifierValues[]
  readonly noIdentifierReason?: string
  readonly seat?: { readonly town?: string; readonly region?: string }
  readonly website?: string
  readonly establishments?: readonly EstablishmentValues[]
  readonly restrictions?: readonly RestrictionValues[]
  readonly validFrom?: string
}

interface Props {
  readonly values: OrganisationValues
  readonly set: <K extends keyof OrganisationValues>(
    name: K,
    value: OrganisationValues[K] | undefined,
  ) => void
}

const MOST = { identifiers: 10, establishments: 60, restrictions: 20 } as const
const NOTHING = {}

const label = t.organisationForm.labels

/** All that is said of an organisation. */
export const OrganisationFields = ({ values, set }: Props) => {
  const regions = useCodes('regions').all
  const field = bound(values, set, label)
  return (
    <>
      <LocalisedField {...field('names')} required />
      <SelectField
        {...field('kind')}
        required
        options={optionsOf(ORGANISATION_KINDS, t.organisations.kinds)}
      />
      <SelectField
        {...field('size')}
        hint={t.organisationForm.sizeHint}
        options={optionsOf(ORGANISATION_SIZES, t.organisations.sizes)}
      />
      <TextField {...field('sizeDefinition')} hint={t.organisationForm.sizeDefinitionHint} />
      <ChecksField {...field('flags')} options={optionsOf(ORGANISATION_FLAGS, t.organisations.flags)} />
      <Identifiers values={values} set={set} />
      <CodeField
        name="seat/region"
        label={label['seat/region']}
        required
        codes={regions}
        value={values.seat?.region}
        onChange={(region) => set('seat', withPart(values.seat, 'region', region))}
      />
      <TextField
        name="seat/town"
        label={label['seat/town']}
        value={values.seat?.town}
        onChange={(town) => set('seat', withPart(values.seat, 'town', town))}
      />
      <TextField {...field('website')} hint={t.organisationForm.websiteHint} type="url" />
      <Establishments values={values} set={set} />
      <Restrictions values={values} set={set} />
    </>
  )
}

const Identifiers = ({ values: { identifiers, noIdentifierReason }, set }: Props) => (
  <>
    <RowsField
      name="identifiers"
      label={label.identifiers}
      hint={t.organisationForm.identifiersHint}
      add={t.organisationForm.identifier.add}
      drop={t.organisationForm.identifier.drop}
      most={MOST.identifiers}
      empty={NOTHING}
      value={identifiers}
      onChange={(rows) => set('identifiers', rows)}
    >
      {(one: IdentifierValues, index, change) => {
        const part = boundRow('identifiers', index, one, change)
        const words = t.organisationForm.identifier
        return (
          <>
            <TextField {...part('scheme', words.scheme(index + 1))} required />
            <TextField {...part('value', words.value(index + 1))} required />
          </>
        )
      }}
    </RowsField>
    {(identifiers.length === 0 || noIdentifierReason !== undefined) && (
      <TextField
        name="noIdentifierReason"
        label={label.noIdentifierReason}
        hint={t.organisationForm.reasonHint}
        value={noIdentifierReason}
        onChange={(reason) => set('noIdentifierReason', reason)}
      />
    )}
  </>
)

const Establishments = ({ values: { establishments = [] }, set }: Props) => {
  const regions = useCodes('regions').all
  const words = t.organisationForm.establishment
  return (
    <RowsField
      name="establishments"
      label={label.establishments}
      add={words.add}
      drop={words.drop}
      most={MOST.establishments}
      empty={NOTHING}
      value={establishments}
      onChange={(rows) => set('establishments', rows)}
    >
      {(one: EstablishmentValues, index, change) => {
        const part = boundRow('establishments', index, one, change)
        const number = index + 1
        return (
          <>
            <CodeField {...part('region', words.region(number))} required codes={regions} />
            <TextField {...part('town', words.town(number))} />
            <TextField {...part('address', words.address(number))} />
            <DateField {...part('from', words.from(number))} />
            <UntilField {...part('to', words.to(number))} />
          </>
        )
      }}
    </RowsField>
  )
}

const Restrictions = ({ values: { restrictions = [] }, set }: Props) => {
  const words = t.organisationForm.restriction
  return (
    <RowsField
      name="restrictions"
      label={label.restrictions}
      hint={t.organisation.restrictionsLead}
      add={words.add}
      drop={words.drop}
      most={MOST.restrictions}
      empty={NOTHING}
      value={restrictions}
      onChange={(rows) => set('restrictions', rows)}
    >
      {(one: RestrictionValues, index, change) => {
        const part = boundRow('restrictions', index, one, change)
        const number = index + 1
        return (
          <>
            <SelectField
              {...part('kind', words.kind(number))}
              required
              options={optionsOf(RESTRICTIONS, t.organisation.restrictionKinds)}
            />
            <TextField {...part('source', words.source(number))} hint={words.sourceHint} required />
            <DateField {...part('from', words.from(number))} required />
            <UntilField {...part('to', words.to(number))} />
          </>
        )
      }}
    </RowsField>
  )
}

/** The day on which something ends; none: it goes on. */
const UntilField = ({
  value,
  onChange,
  ...field
}: {
  readonly name: string
  readonly label: string
  readonly value: string | null | undefined
  readonly onChange: (day: string | null) => void
}) => <DateField {...field} value={value ?? undefined} onChange={(day) => onChange(day ?? null)} />
