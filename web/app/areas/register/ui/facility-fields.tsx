import { useQueries } from '@tanstack/react-query'
import { FACILITY_TYPES } from '#registry/model/vocabulary'
import { cluster as clusterOf } from '../../../data.ts'
import { list } from '../../../format.ts'
import { bound } from '../../../forms/bound.ts'
import { CodeField } from '../../../forms/code-fields.tsx'
import { CheckField, LocalisedField, NumberField, SelectField, TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { LinesField } from '../../../forms/several-fields.tsx'
import { say } from '../../../language.ts'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from './options.ts'

/** A facility as far as it is typed. */
export interface FacilityValues {
  readonly names?: Readonly<Record<string, string>>
  readonly type?: (typeof FACILITY_TYPES)[number]
  readonly region?: string
  /** Longitude and latitude; none where neither is typed. */
  readonly location?: {
    readonly type: 'Point'
    readonly coordinates: readonly [number | undefined, number | undefined]
  }
  readonly capacity?: { readonly number?: number; readonly unit?: string }
  readonly occupancy?: number
  readonly services: readonly string[]
  readonly owner?: string
  readonly clusters: readonly string[]
}

const label = t.facilities.labels

/** All that is said of a facility. */
export const FacilityFields = ({
  cluster,
  values,
  set,
}: {
  /** The cluster on whose pages this is. */
  readonly cluster: Cluster
  readonly values: FacilityValues
  readonly set: <K extends keyof FacilityValues>(name: K, value: FacilityValues[K] | undefined) => void
}) => {
  const regions = useCodes('regions').all
  const [longitude, latitude] = values.location?.coordinates ?? []
  const place = (lon: number | undefined, lat: number | undefined) =>
    set(
      'location',
      lon === undefined && lat === undefined ? undefined : { type: 'Point', coordinates: [lon, lat] },
    )
  const field = bound(values, set, label)
  return (
    <>
      <LocalisedField {...field('names')} required />
      <SelectField {...field('type')} required options={optionsOf(FACILITY_TYPES, words.facilities)} />
      <CodeField {...field('region')} required codes={regions} />
      <fieldset className="pair">
        <legend>{label.location}</legend>
        <NumberField
          name="location/coordinates/0"
          label={label['location/coordinates/0']}
          hint={t.facilities.positionHint}
          value={longitude}
          onChange={(lon) => place(lon, latitude)}
        />
        <NumberField
          name="location/coordinates/1"
          label={label['location/coordinates/1']}
          value={latitude}
          onChange={(lat) => place(longitude, lat)}
        />
      </fieldset>
      <fieldset className="pair">
        <legend>{label.capacity}</legend>
        <NumberField
          name="capacity/number"
          label={label['capacity/number']}
          min={0}
          value={values.capacity?.number}
          onChange={(number) => set('capacity', withPart(values.capacity, 'number', number))}
        />
        <TextField
          name="capacity/unit"
          label={label['capacity/unit']}
          value={values.capacity?.unit}
          onChange={(unit) => set('capacity', withPart(values.capacity, 'unit', unit))}
        />
      </fieldset>
      <NumberField {...field('occupancy')} hint={t.facilities.occupancyHint} min={0} max={1} />
      <LinesField {...field('services')} hint={t.facilities.servicesHint} lines={3} />
      <OrganisationField {...field('owner')} required={false} />
      <fieldset className="pair">
        <legend>{t.facilities.here}</legend>
        <CheckField
          name="clusters"
          label={t.facilities.serves(say(cluster.names))}
          value={values.clusters.includes(cluster.id)}
          onChange={(isOn) =>
            set(
              'clusters',
              isOn ? [...values.clusters, cluster.id] : values.clusters.filter((one) => one !== cluster.id),
            )
          }
        />
        <OtherClusters ids={values.clusters.filter((one) => one !== cluster.id)} />
      </fieldset>
    </>
  )
}

/** The further clusters that it serves, which stay as they are. */
const OtherClusters = ({ ids }: { readonly ids: readonly string[] }) => {
  const found = useQueries({ queries: ids.map(clusterOf) })
  if (ids.length === 0) return null
  return (
    <p className="hint">
      {t.facilities.others(
        list(ids.map((id, index) => (found[index]?.data ? say(found[index].data.names) : id))),
      )}
    </p>
  )
}
