import { getRouteApi, Link, notFound } from '@tanstack/react-router'
import { GroupFigures } from '../../../figures/group-figures.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { ClustersHere } from '../ui/clusters-here.tsx'
import { Facilities } from '../ui/facilities.tsx'
import { LocationQuotients } from '../ui/region/location-quotients.tsx'
import { RegionFigures } from '../ui/region/region-figures.tsx'

const route = getRouteApi('/regions/$code')

export const RegionPage = () => {
  const { code } = route.useParams()
  const { all, nameOf } = useCodes('regions')
  const region = all.find((one) => one.code === code)
  if (region === undefined) throw notFound()
  const root = region.path[0] ?? code
  const parts = all.filter(({ parent }) => parent === code)
  return (
    <>
      <Heading title={codeName(region)}>
        <p className="ways">
          <span>
            {t.place.region} <code>{code}</code>
          </span>
          <Link to="/compare" search={{ what: 'regions', of: [code] }}>
            {t.place.compare}
          </Link>
        </p>
      </Heading>
      <GroupFigures dimension="region" code={code} />
      <RegionFigures code={code} name={codeName(region)} root={root} rootName={nameOf(root)} />
      <LocationQuotients code={code} />
      <ClustersHere filter={{ region: code }} />
      <Facilities filter={{ region: code }} />
      {parts.length > 0 && (
        <section aria-labelledby="parts">
          <h2 id="parts">{t.place.parts}</h2>
          <ul className="columns">
            {parts.map((part) => (
              <li key={part.code}>
                <Link to="/regions/$code" params={{ code: part.code }}>
                  {codeName(part)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
