import * as z from 'zod'
import {
  type Actor,
  type CapabilityGrant,
  coveringGrant,
  EVERYWHERE,
  isLive,
  type KeyScope,
  lacksSecondFactor,
  positionsOf,
  type Resource,
  reachesCategory,
  reachesPlace,
} from '../../kernel/access.ts'
import type { PlatformText } from '../../kernel/localised-text.ts'
import type { Power } from '../../kernel/powers.ts'

export const ReasonCode = z.enum([
  'no-position',
  'viewer',
  'no-grant',
  'not-yet',
  'ended',
  'place',
  'category',
  'second-factor',
  'key-scope',
])

/** Why a power cannot be used, and because of which grant, if one comes near. */
export interface Reason {
  readonly code: z.output<typeof ReasonCode>
  readonly grant?: string
  readonly text: PlatformText
}

/** Whether an account may use a power on a resource, by which grant, or else every reason why not. It asks the same
 *  abilities as every use case. Four eyes and own interests are the use cases' to check. */
export const explained = (
  actor: Extract<Actor, { kind: 'account' }>,
  power: Power,
  resource: Resource,
): { readonly grant: CapabilityGrant | undefined; readonly reasons: readonly Reason[] } => {
  const grant = coveringGrant(actor, power, resource)
  const weak = lacksSecondFactor(actor, power) ? [SECOND_FACTOR] : []
  return { grant, reasons: grant === undefined ? [...reasonsAgainst(actor, power, resource), ...weak] : weak }
}

const reasonsAgainst = (
  actor: Extract<Actor, { kind: 'account' }>,
  power: Power,
  resource: Resource,
): readonly Reason[] => {
  const positions = positionsOf(actor)
  if (actor.key === undefined && positions.length === 0) return [NO_POSITION]
  const near = (actor.capability?.grants ?? []).filter((grant) => grant.power === power)
  const lacking = near.flatMap((grant) => shortcomings(grant, resource, actor.today))
  if (actor.key !== undefined)
    return [...lacking, ...keyShortcomings(actor.key, power, resource, near.length)]
  if (near.length > 0) return lacking
  return [positions.every(({ role }) => role === 'viewer') ? VIEWER : noGrant(power)]
}

/** What a grant lacks for covering the resource on the day. */
const shortcomings = (grant: CapabilityGrant, resource: Resource, today: string): readonly Reason[] => {
  const reasons: Reason[] = []
  const say = (code: Reason['code'], en: string, ru: string) =>
    reasons.push({
      code,
      grant: grant.grant,
      text: { en: `${grant.grant} ${en}`, ru: `${grant.grant} ${ru}` },
    })
  if (!isLive(grant, today)) {
    if (grant.to !== null && grant.to <= today)
      say(
        'ended',
        `ended for this account on ${grant.to}.`,
        `для этой учётной записи прекращено ${grant.to}.`,
      )
    else
      say(
        'not-yet',
        `holds for this account from ${grant.from}.`,
        `для этой учётной записи действует с ${grant.from}.`,
      )
  }
  if (!reachesPlace(grant, resource)) {
    const has = [...grant.territory, ...(grant.clusters ?? [])].join(', ')
    const lacking = resource.regions
      .filter((path) => !reachesPlace(grant, { regions: [path] }))
      .map((path) => path.at(-1))
    const lack = lacking.length > 0 ? lacking.join(', ') : EVERYWHERE
    say('place', `covers ${has}, but not ${lack}.`, `охватывает ${has}, но не ${lack}.`)
  }
  if (!reachesCategory(grant, resource)) {
    const has = (grant.categories ?? []).join(', ')
    const lack = resource.category ?? '–'
    say('category', `is for the categories ${has}, not ${lack}.`, `дано для категорий ${has}, не ${lack}.`)
  }
  return reasons
}

/** What an API key itself lacks, whatever its holder has. */
const keyShortcomings = (
  key: KeyScope,
  power: Power,
  resource: Resource,
  held: number,
): readonly Reason[] => {
  const isOutside = !reachesPlace(key, resource) || !reachesCategory(key, resource)
  if (key.powers.includes(power) && held > 0 && !isOutside) return []
  const scope = [...key.powers, ...key.territory, ...(key.categories ?? [])].join(', ')
  return [
    {
      code: 'key-scope',
      text: {
        en: `The API key covers ${scope}, as far as its holder ${key.holder} does.`,
        ru: `Ключ API охватывает ${scope} в пределах полномочий держателя ${key.holder}.`,
      },
    },
  ]
}

const NO_POSITION: Reason = {
  code: 'no-position',
  text: {
    en: 'The account holds no position in any authority or organisation on that day.',
    ru: 'В этот день учётная запись не занимает должности ни в органе власти, ни в организации.',
  },
}

const VIEWER: Reason = {
  code: 'viewer',
  text: {
    en: 'The account is a viewer wherever it holds a position; viewers use no power.',
    ru: 'Учётная запись везде наблюдатель; наблюдатели полномочиями не пользуются.',
  },
}

const noGrant = (power: Power): Reason => ({
  code: 'no-grant',
  text: {
    en: `No authority or organisation in which the account holds a position has the power ${power}.`,
    ru: `Ни у одного органа или организации, где у учётной записи есть должность, нет полномочия ${power}.`,
  },
})

const SECOND_FACTOR: Reason = {
  code: 'second-factor',
  text: {
    en: 'You signed in without a second factor; this power decides, and needs one.',
    ru: 'Вы вошли без второго фактора; для этого полномочия он нужен.',
  },
}
