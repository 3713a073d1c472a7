import { getRouteApi, notFound } from '@tanstack/react-router'
import { GroupFigures } from '../../../figures/group-figures.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { ClustersHere } from '../ui/clusters-here.tsx'

const route = getRouteApi('/categories/$code')

export const CategoryPage = () => {
  const { code } = route.useParams()
  const { all } = useCodes('categories')
  const category = all.find((one) => one.code === code)
  if (category === undefined) throw notFound()
  return (
    <>
      <Heading title={codeName(category)}>
        <p>
          {t.place.category} <code>{code}</code>
        </p>
      </Heading>
      <GroupFigures dimension="category" code={code} />
      <ClustersHere filter={{ category: code }} />
    </>
  )
}
