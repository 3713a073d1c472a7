import { applications } from './en/applications.ts'
import { clusters } from './en/clusters.ts'
import { decisions } from './en/decisions.ts'
import { facilities } from './en/facilities.ts'
import { history } from './en/history.ts'
import { members } from './en/members.ts'
import { organisations } from './en/organisations.ts'
import { rules } from './en/rules.ts'
import { ties } from './en/ties.ts'

/** Work on the register, in English. */
export const en = {
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

export type Texts = typeof en
