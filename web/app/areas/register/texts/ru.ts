import type { Texts } from './en.ts'
import { applications } from './ru/applications.ts'
import { clusters } from './ru/clusters.ts'
import { decisions } from './ru/decisions.ts'
import { facilities } from './ru/facilities.ts'
import { history } from './ru/history.ts'
import { members } from './ru/members.ts'
import { organisations } from './ru/organisations.ts'
import { rules } from './ru/rules.ts'
import { ties } from './ru/ties.ts'

/** Работа с реестром по-русски. */
export const ru: Texts = {
  ...clusters,
  ...applications,
  ...rules,
  ...decisions,
  ...members,
  ...organisations,
  ...ties,
  ...facilities,
  ...history,
}
