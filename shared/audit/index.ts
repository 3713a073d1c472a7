import type { Handlers } from '#kernel/call'
import { bucketUrl, presignGet, type SigningIdentity } from '#kernel/presign'
import type { Table } from '#kernel/table'
import type { auditContract } from './contract.ts'
import type { SealAddress } from './ports.ts'
import { getDay, listChanges, listDays } from './read-audit.ts'
import { RecordStore } from './record-store.ts'
import { sealDays } from './seal-days.ts'
import { S3SealStore, sealKey } from './seal-store.ts'

export { recordChanges } from './record-changes.ts'

/** Seconds for which an address gives a seal. */
const ADDRESS_SECONDS = 5 * 60

/** Signs for the locked bucket with the function's own keys, which may read in it and nothing else. */
export const signedSeals =
  (options: {
    readonly bucket: string
    readonly endpoint: string | undefined
    readonly identity: () => Promise<SigningIdentity>
  }): SealAddress =>
  async (day, now) => {
    const identity = await options.identity()
    const url = presignGet(identity, {
      url: `${bucketUrl(options.bucket, options.endpoint, identity.region)}${sealKey(day)}`,
      seconds: ADDRESS_SECONDS,
      now,
    })
    return { url, expiresAt: new Date(now.getTime() + ADDRESS_SECONDS * 1000) }
  }

/** Builds the use cases by which the trail is read. */
export const createAudit = (ports: {
  readonly table: Table
  readonly addressOf: SealAddress
}): Handlers<typeof auditContract> => {
  const store = new RecordStore(ports.table)
  return {
    listChanges: listChanges(store),
    listDays: listDays(store),
    getDay: getDay(store, ports.addressOf),
  }
}

/** Builds the job that seals the days that are over. */
export const createSealing = (
  { SEALS_BUCKET }: { readonly SEALS_BUCKET: string },
  table: Table,
): ReturnType<typeof sealDays> => sealDays({ table, seals: new S3SealStore(SEALS_BUCKET) })
