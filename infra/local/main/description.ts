import { type LocalAssembly, REGION } from '../assembly.ts'
import type { Iam } from '../iam.ts'
import { readClient } from '../identity/template.ts'
import type { ServiceEndpoints } from '../lambda/template.ts'
import { emailOf, PERSONA_NAMES } from '../personas.ts'
import type { Control } from './control.ts'
import type { Front } from './front.ts'
import type { Runtime } from './runtime.ts'

/** What a running platform tells of itself: to its starter and, by a file, to the commands of this machine. */
export const describePlatform = (parts: {
  readonly assembly: LocalAssembly
  readonly front: Front
  readonly issuer: string
  readonly endpoints: ServiceEndpoints
  readonly iam: Iam
  readonly control: Control
}): Runtime => {
  const { assembly, front, issuer, endpoints, iam, control } = parts
  return {
    pid: process.pid,
    port: front.port,
    url: front.url,
    endpoints: { ...endpoints, issuer, control: control.url },
    operator: { ...iam.operator.credentials, region: REGION },
    control: { url: control.url, token: control.token },
    issuer,
    clientId: readClient(assembly).clientId,
    tables: tableNames(assembly),
    buckets: namesIn(assembly, /_BUCKET$/),
    personas: PERSONA_NAMES.map((name) => ({ name, sub: name, email: emailOf(name) })),
  }
}

/** By environment variable: `REGISTRY_TABLE` → the table's name. */
export const tableNames = (assembly: LocalAssembly): Readonly<Record<string, string>> =>
  namesIn(assembly, /_TABLE$/)

/** What functions are told under such names: `REGISTRY_TABLE` → the table's name. */
const namesIn = (assembly: LocalAssembly, pattern: RegExp): Record<string, string> => {
  const names: Record<string, string> = {}
  for (const { properties } of assembly.ofType('AWS::Lambda::Function')) {
    const environment: unknown = properties['Environment']
    if (typeof environment !== 'object' || environment === null || !('Variables' in environment)) continue
    for (const [name, value] of Object.entries(environment.Variables ?? {})) {
      if (pattern.test(name)) names[name] = String(value)
    }
  }
  return names
}
