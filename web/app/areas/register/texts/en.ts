import { applications } from './en/applications.ts'
import { clusters } from './en/clusters.ts'
import { decisions } from './en/decisions.ts'
import { members } from './en/members.ts'
import { organisations } from './en/organisations.ts'
import { rules } from './en/rules.ts'

/** Work on the register, in English. */
export const en = { ...clusters, ...applications, ...rules, ...decisions, ...members, ...organisations }

export type Texts = typeof en
