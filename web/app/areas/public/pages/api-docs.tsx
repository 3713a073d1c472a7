import 'swagger-ui-dist/swagger-ui.css'
import '../api-docs/api-docs.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { language } from '../../../language.ts'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { followColourScheme } from '../api-docs/colour-scheme.ts'
import { pageLayout } from '../api-docs/layout.ts'
import { nameControls } from '../api-docs/names.ts'
import { t } from '../api-docs/texts/index.ts'

/** Every operation of the API, by Swagger UI, which comes with this page alone. */
export const ApiDocsPage = () => {
  const library = useQuery({
    queryKey: ['swagger-ui'],
    queryFn: async () => ({ open: (await import('swagger-ui-dist/swagger-ui-bundle.js')).default }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <p className="ways">
        <Link to="/developers">{t.token}</Link>
        <a href="/api/v1/openapi.json">{t.file}</a>
        <a href="/licences.txt">{t.notices}</a>
      </p>
      {library.error && <TroubleHere error={library.error} again={() => void library.refetch()} />}
      {library.data ? <Operations open={library.data.open} /> : <Waiting lines={12} />}
    </>
  )
}

const Operations = ({
  open,
}: {
  readonly open: typeof import('swagger-ui-dist/swagger-ui-bundle.js').default
}) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const part = place.current
    if (!part) return
    open({
      url: '/api/v1/openapi.json',
      domNode: part,
      presets: [open.presets.apis],
      plugins: [
        pageLayout(
          { loading: t.loading, failed: t.failed, overview: t.overview, operations: t.operations },
          language,
        ),
      ],
      layout: 'PageLayout',
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      // The colours of numbers in its theme have a contrast of 3.5 to 1 only.
      syntaxHighlight: false,
      // Otherwise the description would be sent to a service of the library's makers.
      validatorUrl: null,
      requestInterceptor: (request) => {
        request.headers['Accept-Language'] ??= language
        return request
      },
    })
    const ends = [nameControls(part), followColourScheme()]
    return () => {
      for (const end of ends) end()
    }
  }, [open])
  return <div id="api" lang="en" ref={place} />
}
