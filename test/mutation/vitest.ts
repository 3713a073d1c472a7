/** What test files get for `vitest` where they are run once for each mutant. */
export { expect, vi } from 'vitest'
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, it as test } from './suites.ts'
