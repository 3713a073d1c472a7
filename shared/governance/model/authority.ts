import * as z from 'zod'
import { EVERYWHERE } from '../../kernel/access.ts'
import { CalendarDate } from '../../kernel/clock.ts'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { AuthorityCode, AuthorityId } from './ids.ts'
import { LegalAct } from './legal-act.ts'
import { Territory } from './territory.ts'

/** An authority in the tree of authorities, with the territory it is responsible for. */
export const AuthorityContent = z.object({
  code: AuthorityCode,
  names: LocalisedText,
  level: z.enum(['national', 'regional', 'municipal']),
  parent: AuthorityCode.nullable().default(null),
  territory: Territory,
})
export type AuthorityContent = z.output<typeof AuthorityContent>

/** A new name by a legal act. */
export const Renaming = z.object({
  names: LocalisedText,
  on: CalendarDate.meta({ description: 'The first day of the new name, today or before' }),
  act: LegalAct,
})
export type Renaming = z.output<typeof Renaming>

const Fate = z.enum(['taken-over', 'ended'])

/** The end of an authority by a legal act: merged into another one, or dissolved with or without a successor. What the
 *  successor does not take over ends on that day. */
export const Succession = z
  .object({
    kind: z.enum(['merged', 'dissolved']),
    on: CalendarDate.meta({ description: 'The first day on which it no longer is' }),
    act: LegalAct,
    successor: AuthorityCode.nullable().default(null),
    positions: Fate.default('ended').register(z.globalRegistry, {
      description: 'What becomes of its positions',
    }),
    grants: Fate.default('ended').register(z.globalRegistry, {
      description: 'What becomes of its grants of power',
    }),
  })
  .refine(({ kind, successor }) => kind === 'dissolved' || successor !== null, {
    error: 'a merged authority has a successor',
    params: { ru: 'у присоединённого органа есть преемник' },
    path: ['successor'],
  })
  .refine(
    ({ successor, positions, grants }) => successor !== null || (positions === 'ended' && grants === 'ended'),
    {
      error: 'without a successor nothing is taken over',
      params: { ru: 'без преемника ничего не передаётся' },
      path: ['successor'],
    },
  )
export type Succession = z.output<typeof Succession>

/** A row of successions, with the code of the authority that ended. */
export const SuccessionRow = Succession.safeExtend({ authority: AuthorityCode })

/** What a successor took over: the territory of the former authority, from a day on. */
const Absorbed = z.object({
  authority: AuthorityCode,
  territory: Territory,
  on: CalendarDate,
  act: LegalAct,
})

/** Names that an authority had before, the oldest first, each until the day of the next. */
const FormerNames = z.array(z.object({ names: LocalisedText, until: CalendarDate, act: LegalAct }))

export const Authority = AuthorityContent.extend({
  id: AuthorityId,
  formerNames: FormerNames.exactOptional(),
  ended: Succession.exactOptional(),
  absorbed: z.array(Absorbed).exactOptional(),
}).register(z.globalRegistry, { id: 'Authority' })
export type Authority = z.output<typeof Authority>

export const AuthorityRow = AuthorityContent.extend({
  id: AuthorityId.exactOptional(),
  formerNames: FormerNames.exactOptional().register(z.globalRegistry, {
    description: 'Of an authority that is new here: the names that it had before',
  }),
})
export type AuthorityRow = z.output<typeof AuthorityRow>

/** All that an authority is or will be responsible for, with what it took over. */
export const wholeTerritory = ({ territory, absorbed }: Authority): readonly string[] => {
  const all = new Set([...territory, ...(absorbed ?? []).flatMap((taken) => taken.territory)])
  return all.has(EVERYWHERE) ? [EVERYWHERE] : [...all]
}

/** What an authority was called on a day. */
export const namesOn = ({ names, formerNames = [] }: Authority, day: string): LocalisedText =>
  formerNames.find(({ until }) => day < until)?.names ?? names
