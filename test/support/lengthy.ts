import { it } from 'vitest'

/** A test that does one thing over and over, as breaking off at every call of a table: it takes seconds and tells of
 *  stores, not of models, so that it is left out where tests run once for each mutant of a model. */
export const lengthy = it.skipIf(process.env['LENGTHY_TESTS'] === 'none')
