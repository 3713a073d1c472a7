import '@fontsource-variable/inter/wght.css'
import './style/portal.css'
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from '#kernel/client'
import { troubleOf } from './api.ts'
import { forgetUnseen } from './query.ts'
import { portalRouter } from './routes.tsx'

const MINUTE = 60_000

const cache: QueryClient = new QueryClient({
  mutationCache: new MutationCache({
    onSuccess: () => forgetUnseen(cache),
    // Somebody else was faster: the page shows what they made of it before it says so.
    onError: (error) =>
      error instanceof ApiProblem && error.status === 412 ? cache.invalidateQueries() : undefined,
  }),
  defaultOptions: {
    queries: {
      staleTime: MINUTE,
      // What cannot be or is not there will not be there the next time either.
      retry: (failures, error) => failures < 2 && ['busy', 'silent'].includes(troubleOf(error)),
    },
  },
})

const router = portalRouter(cache)
const show = () => {
  const place = document.querySelector('#portal')
  if (place)
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    )
}

// What stands there from the beginning stays until the page is there whole. Nothing here may wait for it: pages import what
// this module lies beside.
void router
  .load()
  .then(show)
  // Not before what this visit needs. Who forbids it does without.
  .then(() => navigator.serviceWorker?.register('/offline.js'))
  .catch(() => undefined)
