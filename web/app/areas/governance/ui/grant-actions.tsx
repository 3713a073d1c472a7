import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Resource } from '#kernel/access'
import { addDays } from '#kernel/clock'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { DateField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { MayNot, pathOf, useMay } from '../../../session/may.tsx'
import { type Me, me } from '../../../session/me.ts'
import type { Code } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { useLanding } from '../../../ui/use-landing.ts'
import { type Grant, governance } from '../api.ts'
import { powerName } from '../powers/names.ts'
import { useRefresh } from '../refresh.ts'
import { t } from '../texts/index.ts'
import { DelegateForm } from './delegate-form.tsx'
import { HolderField } from './holder-field.tsx'

type Action = 'end' | 'handOver' | 'delegate'

interface Acting {
  readonly grant: Grant
  readonly version: number
}

/** Ending a grant, handing it over, delegating of it: as far as the person may, else why not. */
export const GrantActions = ({ grant, version }: Acting) => {
  const regions = useCodes('regions').all
  const resource = resourceOf(grant, regions)
  const covers = useMay('power.grant', resource)
  const { data: mine } = useQuery(me())
  const [chosen, choose] = useState<Action>()
  const landing = useLanding()
  if (mine === undefined) return null
  const isOver = grant.to !== null && grant.to <= new Date().toISOString().slice(0, 10)
  const isOwn = mine.positions.some(({ holder }) => holder === grant.holder)
  const actions = isOver ? [] : actionsOn(grant, mine, covers.may && !isOwn)
  const forms = { end: EndForm, handOver: HandOverForm, delegate: DelegateForm }
  const Chosen = chosen === undefined ? undefined : forms[chosen]
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1} ref={landing.ref}>
        {t.grants.actions}
      </h2>
      {isOver && <p className="why">{t.grants.isOver}</p>}
      {!isOver && isOwn && <p className="why">{t.grants.own}</p>}
      {!isOver && !isOwn && <MayNot of={covers} quiet />}
      <p className="ways">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            aria-expanded={chosen === action}
            onClick={() => choose(chosen === action ? undefined : action)}
          >
            {t.grants.actionNames[action]}
          </button>
        ))}
      </p>
      {Chosen && (
        <Chosen
          key={chosen}
          grant={grant}
          version={version}
          onDone={() => {
            choose(undefined)
            landing.land()
          }}
        />
      )}
    </section>
  )
}

/** What a grant covers, as powers see it; of several categories the API looks at each. */
const resourceOf = ({ territory, categories = [] }: Grant, regions: readonly Code[]): Resource => ({
  regions: territory.includes('*') ? [] : territory.map((code) => pathOf(regions, code)),
  category: categories[0],
})

/** What a person may do about a grant that is not over, by the rules of the API: who shares out powers over its place
 *  ends it and hands it over, unless it was delegated; of delegated ones the admins of where it comes from end it too;
 *  admins of the holder delegate.
 *  @param decides whether the person shares out powers there and does not belong to its holder */
const actionsOn = (grant: Grant, mine: Me, decides: boolean): readonly Action[] => {
  const isSource = grant.sources?.some((source) => administers(mine, source.grant)) === true
  return [
    ...(decides || isSource ? (['end'] as const) : []),
    ...(decides && grant.sources === undefined ? (['handOver'] as const) : []),
    ...(grant.delegable && administers(mine, grant.id) ? (['delegate'] as const) : []),
  ]
}

/** Whether the person is an admin where the grant is used. */
const administers = ({ positions, powers }: Me, grant: string): boolean =>
  powers.some(
    (power) =>
      power.grant === grant &&
      positions.some(({ holder, role }) => holder === power.holder && role === 'admin'),
  )

interface Step extends Acting {
  readonly onDone: () => void
}

interface EndValues {
  readonly to?: string | null
  readonly act?: ActValues
}

/** Today; of a grant that has not held for a day yet, the day after its first. */
const firstEndOf = ({ from }: Grant): string => {
  const today = new Date().toISOString().slice(0, 10)
  return from < today ? today : addDays(from, 1)
}

const EndForm = ({ grant, version, onDone }: Step) => {
  const refresh = useRefresh()
  const params = { grantId: grant.id }
  const initial: EndValues = { to: firstEndOf(grant) }
  const form = useForm({
    id: `grant-end.${grant.id}`,
    title: `${t.grants.actionNames.end}: ${powerName(grant.power)}`,
    initial,
    version,
    check: async () => (await import('../checks.ts')).grantEnd,
    send: (body, attempt) => governance.endGrant({ params, body, version: attempt.version }),
    reread: async () => {
      const { version: now = 0 } = await governance.getGrant({ params })
      return { values: initial, version: now }
    },
    onDone: async () => {
      await refresh()
      onDone()
      tell(t.grants.endMoved)
    },
  })
  return (
    <Form form={form} action={t.grants.actionNames.end} labels={t.grants.labels}>
      <DateField
        name="to"
        label={t.grants.labels.to}
        hint={t.grants.endHint}
        required
        value={form.values.to ?? undefined}
        onChange={(to) => form.set('to', to)}
      />
      <ActFields name="act" isWhole value={form.values.act} onChange={(act) => form.set('act', act)} />
      <p className="quiet">{t.grants.staysValid}</p>
    </Form>
  )
}

interface HandOverValues {
  readonly holder?: string
  readonly on?: string
  readonly act?: ActValues
}

const HandOverForm = ({ grant, version, onDone }: Step) => {
  const refresh = useRefresh()
  const params = { grantId: grant.id }
  const initial: HandOverValues = { on: new Date().toISOString().slice(0, 10) }
  const form = useForm({
    id: `grant-handover.${grant.id}`,
    title: `${t.grants.actionNames.handOver}: ${powerName(grant.power)}`,
    initial,
    version,
    check: async () => (await import('../checks.ts')).handover,
    send: (body, attempt) => governance.handOverGrant({ params, body, ...attempt }),
    reread: async () => {
      const { version: now = 0 } = await governance.getGrant({ params })
      return { values: initial, version: now }
    },
    onDone: async () => {
      await refresh()
      onDone()
      tell(t.grants.handedOver)
    },
  })
  return (
    <Form form={form} action={t.grants.actionNames.handOver} labels={t.grants.labels}>
      <HolderField
        name="holder"
        label={t.grants.newHolder}
        whenOwn={t.holder.own}
        value={form.values.holder}
        onChange={(holder) => form.set('holder', holder)}
      />
      <DateField
        name="on"
        label={t.grants.labels.on}
        required
        value={form.values.on}
        onChange={(on) => form.set('on', on)}
      />
      <ActFields name="act" isWhole value={form.values.act} onChange={(act) => form.set('act', act)} />
      <p className="quiet">{t.grants.handOverHint}</p>
    </Form>
  )
}
