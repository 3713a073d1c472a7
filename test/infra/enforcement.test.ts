import { describe, expect, it } from 'vitest'
import { functionName } from '../../infra/bundle.ts'
import { environmentConfig } from '../../infra/config.ts'
import type { TableAction } from '../../infra/constructs/grant.ts'
import { INDEXES } from '../../infra/constructs/service-table.ts'
import { readAssembly } from '../../infra/local/assembly.ts'
import { accessDeniedMessage, readIam } from '../../infra/local/iam.ts'
import { SERVICES, type Service, TABLES, type TableName } from '../../infra/services.ts'
import { fixtureServices } from './support/fixture.ts'
import { synthesise } from './support/template.ts'

const ACTIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
  'BatchWriteItem',
  'Scan',
] as const satisfies readonly (TableAction | 'Scan')[]

/** What the local cloud, which reads the template, lets each function do. */
const enforced = (services: readonly Service[]) => {
  const assembly = readAssembly(synthesise(environmentConfig('local'), services).folder)
  const iam = readIam(assembly, 'secret of this test')
  const arnOf = (table: TableName): string =>
    `arn:aws:dynamodb:eu-central-1:000000000000:table/${assembly.parameters.get(`/agglomera/local/tables/${table}/name`)}`
  return { callerOf: ({ entry }: Service) => iam.ofFunction(`agglomera-local-${functionName(entry)}`), arnOf }
}

describe.each([
  ['the platform', SERVICES],
  ['one function of each kind', fixtureServices],
])('what the local cloud allows: %s', (_name, services) => {
  const { callerOf, arnOf } = enforced(services)

  it.each(services.map((service) => [service.entry, service] as const))(
    'is for %s exactly what the list of functions says',
    (_entry, service) => {
      const caller = callerOf(service)
      for (const table of TABLES) {
        const access = service.tables[table]
        const listed: readonly string[] = access?.actions ?? []
        for (const action of ACTIONS) {
          expect([table, action, caller.allows(`dynamodb:${action}`, arnOf(table))]).toEqual([
            table,
            action,
            listed.includes(action),
          ])
        }
        for (const index of INDEXES) {
          expect([table, index, caller.allows('dynamodb:Query', `${arnOf(table)}/index/${index}`)]).toEqual([
            table,
            index,
            access?.indexes?.includes(index) ?? false,
          ])
        }
      }
    },
  )
})

it('a permission taken away is refused with the function, the action and the table', () => {
  const [, clusters] = fixtureServices
  if (!clusters) throw new Error('the fixture has lost a function')
  const without: Service = { ...clusters, tables: { ...clusters.tables, registry: { actions: ['GetItem'] } } }
  const { callerOf, arnOf } = enforced(
    fixtureServices.map((service) => (service === clusters ? without : service)),
  )
  const caller = callerOf(clusters)
  expect(caller.allows('dynamodb:PutItem', arnOf('registry'))).toBe(false)
  const message = accessDeniedMessage(caller, 'dynamodb:PutItem', arnOf('registry'))
  expect(message).toMatch(/agglomera-local-api-clusters.*dynamodb:PutItem.*RegistryTable/)
})
