import { pageLayout } from './docs-layout.ts'
import { nameControls } from './docs-names.ts'
import { applyLanguage, type Language } from './language.ts'

const TEXTS = {
  en: {
    loading: 'The description of the API is being read…',
    failed: 'The description of the API cannot be read just now. Reload the page to try again.',
    overview: 'Overview',
    operations: 'Operations',
  },
  ru: {
    loading: 'Описание API загружается…',
    failed: 'Описание API сейчас не читается. Обновите страницу, чтобы попробовать снова.',
    overview: 'Обзор',
    operations: 'Операции',
  },
} as const satisfies Record<Language, unknown>

/** What the page uses of swagger-ui-dist, which is loaded before this script.
 *  https://github.com/swagger-api/swagger-ui/blob/master/docs/usage/configuration.md */
declare const SwaggerUIBundle: {
  (options: Readonly<Record<string, unknown>>): unknown
  readonly presets: { readonly apis: unknown }
}

interface OutgoingRequest {
  headers: Record<string, string>
}

const language = applyLanguage()

/** Swagger UI has a dark scheme that follows a class instead of the browser's wish. */
const followColourScheme = (): void => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    document.documentElement.classList.toggle('dark-mode', dark.matches)
  }
  dark.addEventListener('change', apply)
  apply()
}

followColourScheme()
document.addEventListener('DOMContentLoaded', () => {
  SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#api',
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [pageLayout(TEXTS[language], language)],
    layout: 'PageLayout',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    // The colours of numbers in its theme have a contrast of 3.5 to 1 only.
    syntaxHighlight: false,
    // Otherwise the description would be sent to a service of the library's makers.
    validatorUrl: null,
    requestInterceptor: (request: OutgoingRequest) => {
      request.headers['Accept-Language'] ??= language
      return request
    },
  })
  const part = document.querySelector('#api')
  if (part) nameControls(part)
})
