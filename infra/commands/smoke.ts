import { pathToFileURL } from 'node:url'
import { clientOf } from '#kernel/client'
import { Problem } from '#kernel/http/problem'
import { platformContract } from '#platform/contract'
import { registryContract } from '#registry/contract'
import { CONTRACTS } from '../contracts.ts'

const USAGE = `Usage: npm run smoke -- <url>
Checks a running or deployed platform from outside, anonymously and without changing anything.`

interface Check {
  readonly name: string
  /** Says what is wrong; undefined when it is right. */
  readonly run: () => Promise<string | undefined>
}

/** What must hold of every platform, whatever its data are. */
const checksOf = (url: string): readonly Check[] => {
  const api = (path: string, init: RequestInit = {}) => fetch(`${url}/api/v1${path}`, init)
  const registry = clientOf(registryContract, { url })
  const problem = async (response: Response, status: number): Promise<string | undefined> => {
    if (response.status !== status) return `answered ${response.status} instead of ${status}`
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith('application/problem+json')) return `answered ${type} instead of problem details`
    const parsed = Problem.safeParse(await response.json())
    return parsed.success ? undefined : `problem details are incomplete: ${parsed.error.message}`
  }
  const routes = CONTRACTS.flatMap(({ routes }) => Object.values(routes))
  const openLists = routes.filter(
    ({ method, access, path, paged }) =>
      method === 'GET' && access === 'public' && paged && !path.includes('{'),
  )
  const closed = routes.filter(({ access }) => access !== 'public')
  return [
    {
      name: 'it answers and is healthy',
      run: async () => {
        const { body } = await clientOf(platformContract, { url }).health({})
        return body.status === 'ok' ? undefined : `its status is ${body.status}`
      },
    },
    {
      name: 'it describes every route',
      run: async () => {
        const document = JSON.stringify((await clientOf(platformContract, { url }).openApi({})).body)
        const missing = routes.filter(
          ({ path }) =>
            !document.includes(JSON.stringify(`/api/v1${path}`)) && !document.includes(JSON.stringify(path)),
        )
        return missing.length === 0 ? undefined : `${missing.map(({ path }) => path).join(', ')} are missing`
      },
    },
    ...openLists.map((route) => ({
      name: `GET ${route.path} is open to everybody`,
      run: async () => {
        const response = await api(`${route.path}?limit=1`)
        // A list that needs a filter says so.
        if (response.status === 400) return problem(response, 400)
        if (response.status !== 200) return `answered ${response.status}`
        const fits = route.responses[200]?.safeParse(await response.json())
        return fits?.success ? undefined : `the answer is not as the contract says: ${fits?.error.message}`
      },
    })),
    {
      name: 'a list goes on where its first page ended',
      run: async () => {
        const first = (await registry.listClusters({ query: { limit: 1 } })).body
        if (first.next === null) return undefined
        const second = (await registry.listClusters({ query: { limit: 1, cursor: first.next } })).body
        const [one, other] = [first.items[0]?.id, second.items[0]?.id]
        return one === undefined || one !== other ? undefined : `${one} stands on both pages`
      },
    },
    {
      name: 'what the caller has already is not sent again',
      run: async () => {
        const [cluster] = (await registry.listClusters({ query: { limit: 1 } })).body.items
        if (cluster === undefined) return undefined
        const path = `/clusters/${cluster.id}`
        const etag = (await api(path)).headers.get('etag')
        if (etag === null) return 'there is no ETag'
        const { status } = await api(path, { headers: { 'if-none-match': etag } })
        return status === 304 ? undefined : `answered ${status} instead of 304`
      },
    },
    {
      name: 'problems are told in Russian to who reads Russian',
      run: async () => {
        const response = await api('/no-such-address', { headers: { 'accept-language': 'ru' } })
        const language = response.headers.get('content-language')
        return language === 'ru' ? undefined : `the language is ${language}`
      },
    },
    ...closed.map((route) => ({
      name: `${route.method} ${route.path} refuses who is not signed in`,
      run: async () =>
        problem(await api(route.path.replaceAll(/\{\w+\}/g, 'x'), { method: route.method }), 401),
    })),
    { name: 'an unknown address is 404', run: async () => problem(await api('/no-such-address'), 404) },
    {
      name: 'a bad token is 401',
      run: async () => problem(await api('/me', { headers: { authorization: 'Bearer x.y.z' } }), 401),
    },
    {
      name: 'a forged cursor is 400',
      run: async () => problem(await api('/clusters?cursor=e30.AAAA'), 400),
    },
    ...[
      ['the start page', '/'],
      ['the documentation', '/docs'],
    ].map(([name, path]) => ({
      name: `${name} is there`,
      run: async () => {
        const { status } = await fetch(`${url}${path}`)
        return status === 200 ? undefined : `answered ${status}`
      },
    })),
  ]
}

/** Runs all checks and tells each. @returns how many failed */
export const smoke = async (url: string, log: (line: string) => void): Promise<number> => {
  let failed = 0
  for (const { name, run } of checksOf(url.replace(/\/$/, ''))) {
    const wrong = await run().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    )
    if (wrong !== undefined) failed++
    log(wrong === undefined ? `ok    ${name}` : `FAIL  ${name}: ${wrong}`)
  }
  log(failed === 0 ? 'Everything holds.' : `${failed} checks failed.`)
  return failed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const url = process.argv[2]
  if (url === undefined || !URL.canParse(url)) {
    console.error(USAGE)
    process.exitCode = 1
  } else {
    process.exitCode = (await smoke(url, (line) => console.log(line))) > 0 ? 1 : 0
  }
}
