import type { Chance } from './random.ts'

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ids as the platform gives them, but the same at every generation: the time of the sample's beginning, and
 *  repeatable chance. */
export const sampleId = (prefix: 'clu' | 'org' | 'per' | 'aut' | 'pos' | 'gra', chance: Chance): string =>
  `${prefix}_01HKXZ0000${Array.from({ length: 16 }, () => SIGNS[chance.whole(0, 31)]).join('')}`
