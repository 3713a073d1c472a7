import { pathToFileURL } from 'node:url'
import { clientOf } from '#kernel/client'
import { Problem } from '#kernel/http/problem'
import { platformContract } from '#platform/contract'
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
        const { status } = await api(`${route.path}?limit=1`)
        // A list that needs a filter says so.
        return status === 200 || status === 400 ? undefined : `answered ${status}`
      },
    })),
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
    {
      name: 'the start page is there',
      run: async () => {
        const { status } = await fetch(`${url}/`)
        return status === 200 ? undefined : `answered ${status}`
      },
    },
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
