import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalFunction } from '../../../../../infra/local/lambda/function.ts'

/** A function whose bundle holds this CommonJS source. */
export const functionOf = (source: string, change: Partial<LocalFunction> = {}): LocalFunction => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.js')
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}')
  writeFileSync(file, source)
  return {
    name: 'test-function',
    arn: 'arn:aws:lambda:eu-central-1:000000000000:function:test-function',
    file,
    exportName: 'handler',
    timeoutSeconds: 10,
    memoryMegabytes: 128,
    environment: { GREETING: 'hello' },
    ...change,
  }
}
