import type { Texts } from './en.ts'
import { applications } from './ru/applications.ts'
import { clusters } from './ru/clusters.ts'
import { decisions } from './ru/decisions.ts'
import { members } from './ru/members.ts'
import { organisations } from './ru/organisations.ts'
import { rules } from './ru/rules.ts'

/** Работа с реестром по-русски. */
export const ru: Texts = {
  ...clusters,
  ...applications,
  ...rules,
  ...decisions,
  ...members,
  ...organisations,
}
