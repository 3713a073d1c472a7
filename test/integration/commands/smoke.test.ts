import { expect, it } from 'vitest'
import { smoke } from '../../../infra/commands/smoke.ts'
import { suitePlatform } from '../../support/platform.ts'

it('finds nothing wrong with a running platform', async () => {
  const lines: string[] = []
  expect(await smoke(suitePlatform().url, (line) => lines.push(line)), lines.join('\n')).toBe(0)
  expect(lines.filter((line) => line.startsWith('ok')).length).toBeGreaterThan(40)
})

it('says what is wrong where no platform is', async () => {
  const lines: string[] = []
  expect(await smoke(`${suitePlatform().url}/nowhere`, (line) => lines.push(line))).toBeGreaterThan(0)
  expect(lines.some((line) => line.startsWith('FAIL'))).toBe(true)
})
