import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { day, list, moment, whole } from '../../../format.ts'
import { Dialog } from '../../../forms/dialog.tsx'
import { tell } from '../../../ui/done.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { type ApiKey, governance } from '../api.ts'
import { apiKey } from '../data.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderLink } from '../ui/holder-link.tsx'
import { keyState } from '../ui/key-state.ts'
import { Reach } from '../ui/reach.tsx'
import { RotateForm } from '../ui/rotate-form.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'

const route = getRouteApi('/api-keys/$id')

/** One API key: what it may do, when it was used, a new secret, and its end. */
export const ApiKeyPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(apiKey(id))
  const key = data.body
  const [token, setToken] = useState<string>()
  const [isRotating, rotate] = useState(false)
  const isOver = key.revokedAt !== null || key.expiresOn <= new Date().toISOString().slice(0, 10)
  return (
    <>
      <Heading title={key.title} />
      <AreaNav />
      <p>
        <Link to="/api-keys">{t.keys.toList}</Link>
      </p>
      {token !== undefined && <SecretOnce token={token} />}
      <Facts
        facts={[
          [t.keys.state, keyState(key)],
          [t.keys.lastUsed, key.lastUsedAt === null ? t.keys.never : moment(key.lastUsedAt)],
          [t.keys.labels.holder, <HolderLink key="holder" holder={key.holder} />],
          [t.keys.labels.powers, list(key.powers.map(powerName))],
          [t.keys.where, <Reach key="reach" of={key} />],
          [t.keys.labels.requestsPerMinute, whole(key.requestsPerMinute)],
          [t.keys.madeAt, day(key.createdAt)],
        ]}
      />
      <Secrets secrets={key.secrets} />
      {!isOver && (
        <section aria-labelledby="actions">
          <h2 id="actions">{t.keys.actions}</h2>
          <p className="ways">
            <button type="button" aria-expanded={isRotating} onClick={() => rotate(!isRotating)}>
              {t.keys.rotate}
            </button>
            <Revoke apiKey={key} version={data.version} />
          </p>
          {isRotating && (
            <RotateForm
              apiKey={key}
              version={data.version}
              onRotated={(next) => {
                rotate(false)
                setToken(next)
              }}
            />
          )}
        </section>
      )}
    </>
  )
}

const Secrets = ({ secrets }: Pick<ApiKey, 'secrets'>) => (
  <section aria-labelledby="secrets">
    <h2 id="secrets">{t.keys.secrets}</h2>
    <Table
      caption={t.keys.secrets}
      quietCaption
      rows={secrets}
      rowKey={({ from }) => from}
      columns={[
        { key: 'from', name: t.keys.secretFrom, cell: ({ from }) => moment(from) },
        {
          key: 'until',
          name: t.keys.secretUntil,
          cell: ({ until }) => (until === null ? t.keys.asLongAsKey : moment(until)),
        },
      ]}
    />
  </section>
)

/** Ends a key for good, after a question. */
const Revoke = ({ apiKey: key, version }: { readonly apiKey: ApiKey; readonly version: number }) => {
  const cache = useQueryClient()
  const [isAsking, ask] = useState(false)
  const revoking = useMutation({
    mutationFn: () => governance.revokeApiKey({ params: { keyId: key.id }, version }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['api-key', key.id] })
      ask(false)
      tell(t.keys.revoked)
    },
  })
  return (
    <>
      <button type="button" onClick={() => ask(true)}>
        {t.keys.revoke}
      </button>
      <Dialog title={t.keys.revokeQuestion(key.title)} isOpen={isAsking} onClose={() => ask(false)}>
        <p>{t.keys.revokeText}</p>
        {revoking.error && <Refused error={revoking.error} />}
        <button
          type="button"
          className="main"
          disabled={revoking.isPending}
          onClick={() => revoking.mutate()}
        >
          {t.keys.revokeNow}
        </button>
      </Dialog>
    </>
  )
}
