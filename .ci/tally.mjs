// Adds up the runner's reports: `node .ci/tally.mjs <failed steps> <report>…`
import { readFileSync } from 'node:fs'

const [steps, ...reports] = process.argv.slice(2)
let passed = 0
let failed = 0
let skipped = 0
for (const file of reports) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    passed += report.numPassedTests
    failed += report.numFailedTests + report.numFailedTestSuites
    skipped += report.numPendingTests + report.numTodoTests
  } catch (error) {
    console.error(`no report in ${file}: ${error.message}`)
    failed += 1
  }
}
// A step can fail without a failing test: an unhandled rejection, a finding of the checks.
failed = Math.max(failed, Number(steps) > 0 ? 1 : 0)
if (passed === 0) {
  console.error('no test ran')
  failed = Math.max(failed, 1)
}
if (skipped > 0) console.log(`${skipped} skipped`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
