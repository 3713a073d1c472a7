import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLogs } from '../../../../../infra/local/main/function-logs.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agglomera-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('tells once of each permission that a function lacks, with the action and the table', async () => {
  const told: string[] = []
  const logs = openLogs(folder, (line) => told.push(line))
  const message =
    'User: arn:role/figures is not authorized to perform: dynamodb:Query on resource: arn:table/Registry because'
  const line = JSON.stringify({ level: 'ERROR', error: { message } })
  logs.write('api-figures', line)
  logs.write('api-figures', line)
  logs.write('api-figures', 'all is well')
  logs.write('api-alerts', line)
  await logs.stop()
  expect(told).toEqual([
    'api-figures: access denied, arn:role/figures may not dynamodb:Query on arn:table/Registry',
    'api-alerts: access denied, arn:role/figures may not dynamodb:Query on arn:table/Registry',
  ])
  expect(readFileSync(join(folder, 'api-figures.log'), 'utf8').split('\n')).toHaveLength(4)
})
