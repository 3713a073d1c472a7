import { grants } from './en/grants.ts'
import { keys } from './en/keys.ts'
import { people } from './en/people.ts'
import { powers } from './en/powers.ts'

/** The pages on powers, in English. */
export const en = { ...powers, ...grants, ...people, ...keys }

export type Texts = typeof en
