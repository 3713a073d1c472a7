import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstStart } from '../../../../../infra/local/main/first-start.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'first-'))

test('is none once the folder was filled', () => {
  const dataDir = folder()
  expect(firstStart(dataDir, false)).toBeDefined()
  writeFileSync(join(dataDir, 'loaded.json'), '{}')
  expect(firstStart(dataDir, false)).toBeUndefined()
  expect(firstStart(dataDir, true)).toBeUndefined()
})

test('makes records for the sample only', async () => {
  expect(firstStart(folder(), true)?.beginning).toBeUndefined()
  const records = await firstStart(folder(), false)?.beginning?.()
  const kept = [...(records?.values() ?? [])].flat()
  expect(kept.filter(({ entity }) => entity === 'cluster')).toHaveLength(120)
  expect(kept.filter(({ entity }) => entity === 'cell').length).toBeGreaterThan(10_000)
  expect(kept.filter(({ entity }) => entity === 'mark')).toEqual([])
})

test('stops where an empty one was broken off, and leaves it open', async () => {
  const dataDir = folder()
  const server = createServer((_, response) => void response.end('{"items":[]}')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const cloud = {
    url,
    tokenFor: async () => '',
    operator: { accessKeyId: '', secretAccessKey: '', region: '' },
    endpoints: { dynamodb: '', s3: '', sqs: '', ssm: '', ses: '', lambda: '', issuer: '', control: '' },
    tables: {},
  }
  await expect(firstStart(dataDir, false)?.finish(cloud)).rejects.toThrow(
    `The folder ${dataDir} was begun without the sample; start over with --reset`,
  )
  expect(() => readFileSync(join(dataDir, 'loaded.json'))).toThrow('ENOENT')
  await new Promise((resolve) => server.close(resolve))
})
