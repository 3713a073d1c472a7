import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { organisation } from '../../../../data.ts'
import { day, list } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import type { Cluster } from '../../../../types.ts'
import { useCodes } from '../../../../ui/codes.ts'
import { Facts } from '../../../../ui/facts.tsx'
import { t as words } from '../../../../words/index.ts'
import { t } from '../../texts/index.ts'

/** What the register says of a cluster. */
export const Profile = ({ cluster }: { readonly cluster: Cluster }) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  const industries = useCodes('industries')
  const { seat, managementOrganisation, primaryCategory } = cluster
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{t.cluster.profile}</h2>
      <Facts
        facts={[
          [
            t.cluster.category,
            <Link key="category" to="/categories/$code" params={{ code: primaryCategory }}>
              {categories.nameOf(primaryCategory)}
            </Link>,
          ],
          [t.cluster.otherCategories, list((cluster.categories ?? []).map(categories.nameOf))],
          [t.cluster.industries, list((cluster.industries ?? []).map(industries.nameOf))],
          [
            t.cluster.regions,
            <ul key="regions" className="inline">
              {cluster.regions.map((code) => (
                <li key={code}>
                  <Link to="/regions/$code" params={{ code }}>
                    {regions.nameOf(code)}
                  </Link>
                </li>
              ))}
            </ul>,
          ],
          [t.cluster.seat, [seat.town, regions.nameOf(seat.region)].filter(Boolean).join(', ')],
          [t.cluster.founded, cluster.yearFounded],
          [t.cluster.type, cluster.type && words.types[cluster.type]],
          [t.cluster.stage, cluster.stage && words.stages[cluster.stage]],
          [
            t.cluster.website,
            cluster.website && (
              <a href={cluster.website} rel="noreferrer">
                {cluster.website}
              </a>
            ),
          ],
          [t.cluster.management, managementOrganisation && <Organisation id={managementOrganisation} />],
          [t.cluster.updated, day(cluster.updatedAt)],
        ]}
      />
    </section>
  )
}

const Organisation = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(organisation(id))
  return data ? say(data.names) : id
}
