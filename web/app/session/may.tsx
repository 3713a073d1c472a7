import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Actor, EVERYWHERE, holds, lacksSecondFactor, mayUse, type Resource } from '#kernel/access'
import type { Power } from '#kernel/powers'
import { codesOf } from '../data.ts'
import { list } from '../format.ts'
import type { Code } from '../types.ts'
import { codeName } from '../ui/codes.ts'
import { Waiting } from '../ui/waiting.tsx'
import { type Me, me } from './me.ts'
import { useSession } from './session.ts'
import { t } from './texts/index.ts'
import { WhyLink } from './why-link.tsx'

/** What somebody may do, decided by the same rules as in the API; the API decides again. */

const actors = new WeakMap<Me, Actor>()

/** The person as the rules know them. */
const actorFrom = (mine: Me): Actor => {
  const known = actors.get(mine)
  if (known !== undefined) return known
  const { subject, person, positions, powers, secondFactor } = mine
  const actor: Actor = {
    kind: 'account',
    subject,
    today: new Date().toISOString().slice(0, 10),
    singleFactor: !secondFactor,
    capability: { subject, person: person ?? 'unknown', positions, grants: powers },
  }
  actors.set(mine, actor)
  return actor
}

/** Who is signed in, for the rules; undefined for nobody, and until that is known, which it will be while `isComing`. */
const useActor = (): { readonly actor: Actor | undefined; readonly isComing: boolean } => {
  const signedIn = useSession() !== undefined
  const { data, isError } = useQuery({ ...me(), enabled: signedIn })
  return { actor: data === undefined ? undefined : actorFrom(data), isComing: signedIn && !isError }
}

/** Whether somebody may use a power, else why not: without a reason it is not known yet. */
export type May = { readonly may: true } | Lacking | { readonly may: false; readonly why?: undefined }

/** A power that somebody does not have, or not there. */
interface Lacking {
  readonly may: false
  readonly why: string
  readonly power?: Power | undefined
  /** Undefined: whatever the page of reasons is asked. */
  readonly resource?: Resource | undefined
}

/** Whether the person holds one of the powers over anything: decides about areas and lists.
 *  @returns undefined while that is not known yet */
export const useHolds = (...powers: readonly Power[]): boolean | undefined => {
  const { actor, isComing } = useActor()
  if (actor === undefined) return isComing ? undefined : false
  return powers.some((power) => holds(actor, power))
}

/** Whether the person may use a power on a thing.
 *  @param resource what it is used on; undefined while that is on its way */
export const useMay = (power: Power, resource: Resource | undefined): May => {
  const { actor, isComing } = useActor()
  const { data: regions } = useQuery(codesOf('regions'))
  if (actor === undefined)
    return isComing ? { may: false } : { may: false, why: t.may.unknown, power, resource }
  if (resource === undefined) return { may: false }
  if (mayUse(actor, power, resource))
    return lacksSecondFactor(actor, power)
      ? { may: false, why: t.may.secondFactor, power, resource }
      : { may: true }
  const named = (code: string): string => {
    const known = regions?.find((one) => one.code === code)
    return known === undefined ? code : codeName(known)
  }
  const places = resource.regions.map((path) => named(path.at(-1) ?? ''))
  const held =
    actor.kind === 'account' ? (actor.capability?.grants ?? []).filter((grant) => grant.power === power) : []
  const where = [...new Set(held.flatMap(({ territory }) => territory))].map((code) =>
    code === EVERYWHERE ? t.may.everywhere : named(code),
  )
  const name = t.powers[power]
  const place = places.length === 0 ? t.may.everywhere : list(places)
  return {
    may: false,
    why: where.length === 0 ? t.may.lacking(name, place) : t.may.elsewhere(name, place, list(where)),
    power,
    resource,
  }
}

/** What stands in the place of what somebody may not do: why not, with the way to all reasons and to who may. While that is
 *  not known yet, nobody is refused.
 *  @param quiet beside something else that is shown: small, and nothing while it is not known */
export const MayNot = ({ of, quiet = false }: { readonly of: May; readonly quiet?: boolean }) => {
  if (of.may) return null
  if (of.why === undefined) return quiet ? null : <Waiting lines={3} />
  return (
    <p className={quiet ? 'why' : 'notice'}>
      {of.why} {of.power && <WhyLink power={of.power} resource={of.resource} />}
    </p>
  )
}

/** Shows a page to who holds one of its powers over anything; to others in its words which power it takes. */
export const ForHolders = ({
  of,
  lacking,
  children,
}: {
  readonly of: readonly Power[]
  readonly lacking: string
  readonly children: ReactNode
}) => {
  const held = useHolds(...of)
  if (held) return children
  return <MayNot of={held === undefined ? { may: false } : { may: false, why: lacking, power: of[0] }} />
}

/** Shows what takes a power to whoever has it; to others why they do not have it, or nothing. */
export const May = ({
  power,
  resource,
  explain = false,
  children,
}: {
  readonly power: Power
  readonly resource: Resource | undefined
  /** Where people expect to find the action: say why it is not there. */
  readonly explain?: boolean
  readonly children: ReactNode
}) => {
  const answer = useMay(power, resource)
  if (answer.may) return children
  return explain ? <MayNot of={answer} quiet /> : null
}

/** A code with all above it, from the root: the place of a thing as the rules compare it. */
export const pathOf = (codes: readonly Code[], code: string): readonly string[] => {
  const parent = codes.find((one) => one.code === code)?.parent
  return parent == null ? [code] : [...pathOf(codes, parent), code]
}
