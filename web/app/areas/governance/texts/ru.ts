import type { Texts } from './en.ts'
import { grants } from './ru/grants.ts'
import { keys } from './ru/keys.ts'
import { people } from './ru/people.ts'
import { powers } from './ru/powers.ts'

/** Страницы о полномочиях по-русски. */
export const ru: Texts = { ...powers, ...grants, ...people, ...keys }
