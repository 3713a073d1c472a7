import '../../../forms/forms.css'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { Choice } from '../../../ui/choice.tsx'
import type { AuditFilter } from '../data.ts'
import { t } from '../texts/index.ts'

const ORDERS = ['desc', 'asc'] as const

/** Asks of what or by whom changes are shown. They are sought when it is sent, not while somebody types an id. */
export const AuditFilterForm = ({
  filter,
  onShow,
}: {
  readonly filter: AuditFilter
  readonly onShow: (filter: AuditFilter) => void
}) => {
  const id = useId()
  const [record, setRecord] = useState(filter.record ?? '')
  const [actor, setActor] = useState(filter.actor ?? '')
  const [day, setDay] = useState(filter.day ?? '')
  const [order, setOrder] = useState<(typeof ORDERS)[number]>(filter.order ?? 'desc')
  const both = record.trim() !== '' && actor.trim() !== ''
  return (
    <form
      className="fields audit-filter"
      onSubmit={(event) => {
        event.preventDefault()
        if (both) return
        onShow({
          ...(record.trim() !== '' && { record: record.trim() }),
          ...(actor.trim() !== '' && { actor: actor.trim() }),
          ...(day !== '' && { day }),
          ...(order !== 'desc' && { order }),
        })
      }}
    >
      <div className="field wide">
        <label htmlFor={`${id}-record`}>{t.audit.record}</label>
        <input
          id={`${id}-record`}
          type="search"
          value={record}
          aria-describedby={`${id}-record-hint`}
          onChange={({ target }) => setRecord(target.value)}
        />
        <p className="hint" id={`${id}-record-hint`}>
          {t.audit.recordHint}
        </p>
      </div>
      <div className="field wide">
        <label htmlFor={`${id}-actor`}>{t.audit.actor}</label>
        <input
          id={`${id}-actor`}
          type="search"
          value={actor}
          aria-describedby={`${id}-actor-hint`}
          onChange={({ target }) => setActor(target.value)}
        />
        <p className="hint" id={`${id}-actor-hint`}>
          {t.audit.actorHint}
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-day`}>{t.audit.day}</label>
        <input id={`${id}-day`} type="date" value={day} onChange={({ target }) => setDay(target.value)} />
      </div>
      <Choice
        name={t.audit.order}
        value={order}
        options={ORDERS.map((one) => [one, t.audit.orders[one]] as const)}
        onChange={setOrder}
      />
      <button type="submit" className="main">
        {t.audit.show}
      </button>
      <Link className="clear" to="/audit" search={{}}>
        {t.audit.clear}
      </Link>
      <div role="alert">{both && <p className="fault">{t.audit.either}</p>}</div>
    </form>
  )
}
