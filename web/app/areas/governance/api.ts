import { clientOf } from '#kernel/client'
import { options } from '../../api.ts'
import { addresses } from './addresses.ts'

/** Who may do what, with the types of its contract. */
export const governance = clientOf(addresses.governance, options)

type BodyOf<F extends (request: never) => Promise<{ readonly body: unknown }>> = Awaited<
  ReturnType<F>
>['body']

export type Authority = BodyOf<typeof governance.getAuthority>
/** A grant as it stands: a row of the powers matrix. */
export type StandingGrant = BodyOf<typeof governance.powersMatrix>['items'][number]
export type Grant = BodyOf<typeof governance.getGrant>
export type Findings = BodyOf<typeof governance.powerFindings>
export type Explanation = BodyOf<typeof governance.explainPower>
export type Person = BodyOf<typeof governance.getPerson>
export type Position = BodyOf<typeof governance.getPosition>
export type Substitution = BodyOf<typeof governance.getSubstitution>
export type ApiKey = BodyOf<typeof governance.getApiKey>
