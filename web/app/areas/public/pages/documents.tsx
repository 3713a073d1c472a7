import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { More } from '../../../ui/more.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { documents as documentsOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { DocumentTable, languageName } from '../ui/document-table.tsx'

const route = getRouteApi('/documents')

const ANY = ''

/** The public library. */
export const DocumentsPage = () => {
  const { category, language } = route.useSearch()
  const navigate = route.useNavigate()
  const { options } = useCodes('categories')
  const found = useInfiniteQuery(
    documentsOf({ ...(category !== undefined && { category }), ...(language !== undefined && { language }) }),
  )
  const rows = found.data?.pages.flatMap(({ items }) => items)
  // The list is read by one of the two: the other one is taken away.
  const set = (name: 'category' | 'language', value: string) =>
    void navigate({ search: value === ANY ? {} : { [name]: value }, replace: true, resetScroll: false })
  return (
    <>
      <Heading title={t.documents.title} lead={t.documents.lead} />
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        <Choice
          name={t.documents.category}
          value={category ?? ANY}
          options={[[ANY, common.all], ...options]}
          onChange={(value) => set('category', value)}
        />
        <Choice
          name={t.documents.language}
          value={language ?? ANY}
          options={[
            [ANY, common.all],
            ...['en', 'ru', 'de'].map((code) => [code, languageName(code)] as const),
          ]}
          onChange={(value) => set('language', value)}
        />
      </form>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={8} />}
      {rows?.length === 0 && (
        <p className="notice">
          {category === undefined && language === undefined ? t.documents.empty : t.documents.none}
        </p>
      )}
      {rows && rows.length > 0 && <DocumentTable documents={rows} />}
      <More of={found} />
    </>
  )
}
