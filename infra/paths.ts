import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder, absolute. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where the bundles of all functions go: `dist/<group>-<name>/index.js`. */
export const DIST = join(ROOT, 'dist')

/** Where the built portal lies: the files that the deploy command uploads. */
export const PORTAL = join(DIST, 'web')

/** The cloud assembly that synthesis writes unless told otherwise. */
export const ASSEMBLY = join(ROOT, 'cdk.out')
