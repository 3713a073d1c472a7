import { systemClock } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import type { Table } from '#kernel/table'
import { addressHashes } from './address-hash.ts'
import { S3AttachmentStore } from './attachment-store.ts'
import { DeliveryStore } from './delivery-store.ts'
import type { SendingEnvironment } from './environment.ts'
import { sendMail } from './send-mail.ts'
import { SesPostOffice } from './ses-store.ts'

/** Builds what sends mail. It stands apart from the other use cases because what they are served by must not load the
 *  writing of MIME and two clients of AWS. */
export const createSending = (
  environment: Pick<
    SendingEnvironment,
    'MAIL_FROM' | 'MAIL_FROM_NAME' | 'MAIL_CONFIGURATION_SET' | 'REPORTS_BUCKET'
  >,
  ports: { readonly table: Table; readonly addressOf: (person: string) => Promise<string | undefined> },
): ((change: RecordChange) => Promise<void>) => {
  const { MAIL_FROM, MAIL_FROM_NAME, MAIL_CONFIGURATION_SET, REPORTS_BUCKET } = environment
  return sendMail({
    deliveries: new DeliveryStore(ports.table),
    addressOf: ports.addressOf,
    hashOf: addressHashes(ports.table),
    attachments: new S3AttachmentStore(REPORTS_BUCKET === undefined ? {} : { reports: REPORTS_BUCKET }),
    postOffice: new SesPostOffice(MAIL_FROM, MAIL_CONFIGURATION_SET),
    sender: MAIL_FROM === 'off' ? undefined : { address: MAIL_FROM, name: MAIL_FROM_NAME },
    clock: systemClock,
  })
}
