import { CodeField, CodesField } from '../../../forms/code-fields.tsx'
import { LocalisedField, TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { t } from '../texts/index.ts'

/** The facts of an entry as far as they are typed. */
export interface FactValues {
  readonly names?: Readonly<Record<string, string>> | undefined
  readonly primaryCategory?: string | undefined
  readonly regions?: string[] | undefined
  readonly seat?: { readonly town?: string; readonly region?: string } | undefined
  readonly managementOrganisation?: string | undefined
}

/** Takes each fact; undefined takes it out. */
export type FactSetters = { readonly [K in keyof FactValues]-?: (value: FactValues[K]) => void }

/** Setters that put facts where they stand among other values. */
export const factSetters = (put: (fact: keyof FactValues, value: unknown) => void): FactSetters => ({
  names: (value) => put('names', value),
  primaryCategory: (value) => put('primaryCategory', value),
  regions: (value) => put('regions', value),
  seat: (value) => put('seat', value),
  managementOrganisation: (value) => put('managementOrganisation', value),
})

const MOST_REGIONS = 16

/** Name, main field, regions, seat and management: what stands in the register. */
export const FactsFields = ({
  name,
  value,
  on,
}: {
  /** Where they stand in the content; none where they stand at its root. */
  readonly name?: string
  readonly value: FactValues
  readonly on: FactSetters
}) => {
  const regions = useCodes('regions').all
  const categories = useCodes('categories').all
  const label = t.edit.labels
  const at = (field: string) => (name === undefined ? field : `${name}/${field}`)
  return (
    <>
      <LocalisedField
        name={at('names')}
        label={label.names}
        required
        value={value.names}
        onChange={on.names}
      />
      <CodeField
        name={at('primaryCategory')}
        label={label.primaryCategory}
        required
        codes={categories}
        value={value.primaryCategory}
        onChange={on.primaryCategory}
      />
      <CodesField
        name={at('regions')}
        label={label.regions}
        hint={t.edit.regionsHint}
        required
        codes={regions}
        most={MOST_REGIONS}
        value={value.regions ?? []}
        onChange={on.regions}
      />
      <TextField
        name={at('seat/town')}
        label={label['seat/town']}
        value={value.seat?.town}
        onChange={(town) => on.seat(withPart(value.seat, 'town', town))}
      />
      <CodeField
        name={at('seat/region')}
        label={label['seat/region']}
        codes={regions}
        value={value.seat?.region}
        onChange={(region) => on.seat(withPart(value.seat, 'region', region))}
      />
      <OrganisationField
        name={at('managementOrganisation')}
        label={label.managementOrganisation}
        required={false}
        // An amendment names what is to read differently; it takes nothing out.
        clearable={name === undefined}
        value={value.managementOrganisation}
        onChange={on.managementOrganisation}
      />
    </>
  )
}
