import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Tie, tieToEdit } from '../data.ts'
import { t } from '../texts/index.ts'
import { ChangeTie, ConsentToTie, StateTieValue } from './tie-forms.tsx'

type Action = keyof typeof t.ties.actions

/** What can be stated of one tie, on the version that is read when it opens; gets the focus. */
export const TiePanel = ({
  tie: { cluster, id, supplier, customer },
  nameOf,
  own,
  keeps,
  onDone,
}: {
  readonly tie: Tie
  readonly nameOf: (organisation: string) => string
  readonly own: readonly string[]
  readonly keeps: boolean
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const found = useQuery(tieToEdit(cluster, id))
  const [action, choose] = useState<Action>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const mine = [supplier, customer].filter((side) => own.includes(side))
  const open: readonly Action[] = [
    ...(mine.length > 0 ? (['consent'] as const) : []),
    ...(keeps || mine.length > 0 ? (['value', 'change'] as const) : []),
  ]
  const done = async (what: Action) => {
    await cache.invalidateQueries({ queryKey: ['ties', cluster] })
    onDone()
    tell(t.ties.done[what])
  }
  return (
    <section aria-labelledby="tie">
      <h3 id="tie" ref={heading} tabIndex={-1}>
        {t.ties.tie(nameOf(supplier), nameOf(customer))}
      </h3>
      {open.length === 0 && <p>{t.ties.notYours}</p>}
      {open.map((one) => (
        <button
          key={one}
          type="button"
          className="step"
          aria-expanded={one === action}
          onClick={() => choose(one === action ? undefined : one)}
        >
          {t.ties.actions[one]}
        </button>
      ))}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {action && found.isPending && <Waiting lines={3} />}
      {found.data && action === 'consent' && (
        <>
          <p>{t.ties.consentLead}</p>
          {mine.map((side) => (
            <ConsentToTie
              key={side}
              {...found.data}
              side={side}
              name={nameOf(side)}
              onDone={() => done('consent')}
            />
          ))}
        </>
      )}
      {found.data && action === 'value' && <StateTieValue {...found.data} onDone={() => done('value')} />}
      {found.data && action === 'change' && <ChangeTie {...found.data} onDone={() => done('change')} />}
    </section>
  )
}
