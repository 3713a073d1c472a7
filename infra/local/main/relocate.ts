import type { LocalAssembly } from '../assembly.ts'

/** Replaces the portal's configured address by the one it has here, wherever the template carries it: sign-in
 *  addresses, CORS rules, function environments. */
export const relocate = (assembly: LocalAssembly, configured: string, actual: string): LocalAssembly => {
  if (configured === actual) return assembly
  const resources = assembly.resources.map((resource) => ({
    ...resource,
    properties: Object.fromEntries(
      Object.entries(resource.properties).map(([name, value]) => [name, replace(value, configured, actual)]),
    ),
  }))
  return { ...assembly, resources, ofType: (type) => resources.filter((one) => one.type === type) }
}

const replace = (value: unknown, from: string, to: string): unknown => {
  if (typeof value === 'string')
    return value === from || value.startsWith(`${from}/`) ? to + value.slice(from.length) : value
  if (Array.isArray(value)) return value.map((one) => replace(one, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, from, to)]))
}
