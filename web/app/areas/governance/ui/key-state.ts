import { day } from '../../../format.ts'
import type { ApiKey } from '../api.ts'
import { t } from '../texts/index.ts'

/** Whether a key works, in words. */
export const keyState = ({ revokedAt, expiresOn }: ApiKey): string => {
  if (revokedAt !== null) return t.keys.states.revoked(day(revokedAt))
  const isOver = expiresOn <= new Date().toISOString().slice(0, 10)
  return (isOver ? t.keys.states.expired : t.keys.states.works)(day(expiresOn))
}
