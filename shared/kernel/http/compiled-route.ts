import * as z from 'zod'
import { type Contract, PageQuery, type Route, routeKey } from '../contract.ts'
import { CsvQuery } from '../csv.ts'

/** A route made ready to serve: its schemas complete. */
export interface CompiledRoute {
  readonly name: string
  readonly key: string
  readonly route: Route
  readonly params: z.ZodObject | undefined
  readonly query: z.ZodObject
}

/** The query schema of a route as callers see it, with what every page and every table takes. */
export const querySchema = ({ query = z.object({}), paged, csv }: Route): z.ZodObject =>
  query.extend({ ...(paged && PageQuery.shape), ...(csv && CsvQuery.shape) })

/** The routes of a contract by API Gateway's route key; each is compiled when it is first called. */
export const compiledRoutes = (contract: Contract): ((key: string) => CompiledRoute | undefined) => {
  const names = new Map(
    Object.entries(contract.routes).map(([name, route]) => [routeKey(route), { name, route }]),
  )
  const compiled = new Map<string, CompiledRoute>()
  return (key) => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const found = names.get(key)
    if (found === undefined) return undefined
    const entry = {
      name: found.name,
      key,
      route: found.route,
      params: found.route.params,
      query: querySchema(found.route),
    }
    compiled.set(key, entry)
    return entry
  }
}
