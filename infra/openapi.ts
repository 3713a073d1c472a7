import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import packageJson from '../package.json' with { type: 'json' }
import { CONTRACTS } from './contracts.ts'
import { openApiOf } from './openapi/document.ts'
import { ROOT } from './paths.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const file = join(ROOT, 'docs/openapi.json')
const text = `${JSON.stringify(openApiOf(CONTRACTS, packageJson.version), null, 2)}\n`

if (!values.check) {
  writeFileSync(file, text)
  console.log(`docs/openapi.json describes ${CONTRACTS.length} contracts in ${text.length} characters`)
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/openapi.json differs from the contracts: run "npm run openapi" and commit it')
  process.exitCode = 1
}
