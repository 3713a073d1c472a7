import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, retainSearchParams } from '@tanstack/react-router'
import { Frame } from './ui/frame.tsx'
import { NoPage } from './ui/trouble.tsx'

interface Context {
  readonly cache: QueryClient
}

/** What every page stands in. */
export const root = createRootRouteWithContext<Context>()({
  component: Frame,
  notFoundComponent: NoPage,
  // The language stays in the address whatever page comes next.
  validateSearch: (search: Record<string, unknown>): { lang?: string } => ({
    ...(typeof search['lang'] === 'string' && { lang: search['lang'] }),
  }),
  search: { middlewares: [retainSearchParams(['lang'])] },
})
