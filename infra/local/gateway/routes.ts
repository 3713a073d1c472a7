/** One route of an HTTP API. */
export interface GatewayRoute {
  /** `GET /api/v1/clusters/{clusterId}`, `ANY /…` or `$default`. */
  readonly routeKey: string
  /** ARN of the function that answers. */
  readonly functionArn: string
}

/** The route that answers a request, and what its parameters stand for. */
export interface RouteMatch {
  readonly route: GatewayRoute
  readonly parameters: Readonly<Record<string, string>> | undefined
}

/** Finds the most specific route as an HTTP API does: a full match before one with parameters, those that fix
 *  earlier segments first, then a greedy `{name+}`, then `$default`.
 *  @param routes of one API
 *  @returns undefined where nothing matches and there is no `$default` */
export const routeTable = (
  routes: readonly GatewayRoute[],
): ((method: string, path: string) => RouteMatch | undefined) => {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default')
  const parsed = routes.filter((route) => route !== fallback).map(parse)
  const byLength = Map.groupBy(parsed, ({ segments, greedy }) => (greedy ? -1 : segments.length))
  for (const group of byLength.values()) group.sort((a, b) => rank(a).localeCompare(rank(b)))
  return (method, path) => {
    const segments = path.split('/').slice(1)
    for (const candidate of [...(byLength.get(segments.length) ?? []), ...(byLength.get(-1) ?? [])]) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue
      const parameters = match(candidate, segments)
      if (parameters)
        return { route: candidate.route, parameters: isEmpty(parameters) ? undefined : parameters }
    }
    return fallback && { route: fallback, parameters: undefined }
  }
}

interface ParsedRoute {
  readonly route: GatewayRoute
  readonly method: string
  readonly segments: readonly string[]
  readonly greedy: boolean
}

const parse = (route: GatewayRoute): ParsedRoute => {
  const [method = '', path = ''] = route.routeKey.split(' ')
  const segments = path.split('/').slice(1)
  return { route, method, segments, greedy: segments.at(-1)?.endsWith('+}') ?? false }
}

/** Sorts literal segments before parameters, and an exact method before ANY. */
const rank = ({ segments, method }: ParsedRoute): string =>
  segments.map((segment) => (isParameter(segment) ? '1' : '0')).join('') + (method === 'ANY' ? '1' : '0')

const match = (candidate: ParsedRoute, path: readonly string[]): Record<string, string> | undefined => {
  const { segments, greedy } = candidate
  if (greedy && path.length < segments.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [position, segment] of segments.entries()) {
    const value = path[position] ?? ''
    if (greedy && position === segments.length - 1) {
      parameters[segment.slice(1, -2)] = path.slice(position).join('/')
    } else if (isParameter(segment)) {
      if (value === '') return undefined
      parameters[segment.slice(1, -1)] = value
    } else if (segment !== value) return undefined
  }
  return parameters
}

const isParameter = (segment: string): boolean => segment.startsWith('{')

const isEmpty = (record: object): boolean => Object.keys(record).length === 0
