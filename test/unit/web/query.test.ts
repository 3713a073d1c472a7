import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { forgetUnseen, ONCE, read } from '../../../web/app/query.ts'

const asked = (name: string) => read(name, null, () => Promise.resolve({ body: name }))

it('forgets after a change what no page shows, and keeps what is shown, on its way, or asked for once', async () => {
  const cache = new QueryClient()
  for (const name of ['list', 'page']) await cache.fetchQuery(asked(name))
  await cache.fetchQuery({ ...asked('codes'), ...ONCE })
  const leave = new QueryObserver(cache, { ...asked('page'), staleTime: Number.POSITIVE_INFINITY }).subscribe(
    () => undefined,
  )
  const answer = Promise.withResolvers<{ body: string }>()
  const coming = cache.fetchQuery(read('next', null, () => answer.promise))
  forgetUnseen(cache)
  const known = cache.getQueryCache().getAll()
  expect(known.map(({ queryKey: [name] }) => name)).toEqual(['page', 'codes', 'next'])
  answer.resolve({ body: 'next' })
  expect(await coming).toBe('next')
  leave()
  cache.clear()
})
