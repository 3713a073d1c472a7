import '../operations.css'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { WHOLE_DEPLOYMENT } from '#kernel/access'
import { moment, whole } from '../../../format.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { deliveries as messages } from '../api.ts'
import { type DeliveryState, deliveries } from '../data.ts'
import { DELIVERY_STATES } from '../states.ts'
import { t } from '../texts/index.ts'
import { Ways } from '../ui/ways.tsx'

const route = getRouteApi('/operations/messages')

/** The messages of the platform by how far they got: who mended the cause has them sent again. */
export const MessagesPage = () => {
  const { state = 'failed' } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay('job.redrive', WHOLE_DEPLOYMENT)
  return (
    <>
      <Heading title={t.messages.title} lead={t.messages.lead}>
        <Ways />
      </Heading>
      {may.may ? (
        <>
          <div className="fields">
            <Choice
              name={t.messages.state}
              value={state}
              options={DELIVERY_STATES.map((one) => [one, t.messages.states[one]] as const)}
              onChange={(next) =>
                void navigate({ search: { state: next }, replace: true, resetScroll: false })
              }
            />
          </div>
          <Messages state={state} />
        </>
      ) : (
        <MayNot of={may} />
      )}
    </>
  )
}

const Messages = ({ state }: { readonly state: DeliveryState }) => {
  const cache = useQueryClient()
  const found = useInfiniteQuery(deliveries(state))
  const redrive = useMutation({
    mutationFn: (deliveryId: string) =>
      messages.redriveDelivery({ params: { deliveryId }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['deliveries'] })
      tell(t.messages.requeued)
    },
  })
  return (
    <>
      {redrive.error && <Refused error={redrive.error} />}
      <PagedTable
        found={found}
        caption={t.messages.title}
        none={t.messages.none}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'about',
            name: t.messages.about,
            cell: ({ message }) => <code className="id">{message}</code>,
          },
          { key: 'to', name: t.messages.to, cell: ({ to }) => <code className="id">{to}</code> },
          { key: 'queued', name: t.messages.queued, cell: ({ queuedAt }) => moment(queuedAt) },
          {
            key: 'last',
            name: t.messages.last,
            cell: ({ at }) => (at === undefined ? '–' : moment(at)),
          },
          {
            key: 'attempts',
            name: t.messages.attempts,
            numeric: true,
            cell: ({ attempts }) => whole(attempts),
          },
          {
            key: 'reason',
            name: t.messages.reason,
            cell: ({ reason }) => (reason === undefined ? '–' : t.messages.reasons[reason]),
          },
          // What was sent is never sent twice.
          ...(state === 'sent'
            ? []
            : [
                {
                  key: 'redrive',
                  name: t.messages.action,
                  cell: ({ id, message }: { readonly id: string; readonly message: string }) => (
                    <button
                      type="button"
                      disabled={redrive.isPending}
                      aria-label={t.messages.actionOne(message)}
                      onClick={() => redrive.mutate(id)}
                    >
                      {t.messages.action}
                    </button>
                  ),
                },
              ]),
        ]}
      />
    </>
  )
}
