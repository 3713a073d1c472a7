import fc from 'fast-check'

// Properties are tried with the same examples in every run, so that a run says something about the code and not about
// chance. FAST_CHECK_SEED=7 npx vitest run --project unit looks for others; a failure names its seed and path.
const SEED = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_127)
if (!Number.isInteger(SEED))
  throw new Error(`FAST_CHECK_SEED is "${process.env['FAST_CHECK_SEED']}" (expected a whole number)`)

fc.configureGlobal({ seed: SEED })
