import { portalSettings } from '../../portal-settings.ts'
import { ACCOUNT, type LocalAssembly } from '../assembly.ts'
import { createGateway } from '../gateway/gateway.ts'
import { createPortal, portalHeaders } from '../gateway/portal.ts'
import { readApi } from '../gateway/template.ts'
import type { LocalIdentity } from '../identity/identity.ts'
import { readClient } from '../identity/template.ts'
import type { LambdaHost } from '../lambda/host.ts'
import { createMailbox } from '../mailbox/mailbox.ts'
import type { LocalS3 } from '../s3/server.ts'
import type { LocalSmallServices } from '../small-services.ts'
import type { Front } from './front.ts'

/** Where sign-in is mounted. No address of the portal begins so. */
export const IDENTITY_PATH = '/local/identity'

/** Where the mail is shown that the platform sent. */
export const MAILBOX_PATH = '/local/mailbox'

/** Serves the API, the portal and what stands beside them on one port. */
export const serve = (
  front: Front,
  parts: {
    readonly assembly: LocalAssembly
    readonly issuer: string
    readonly identity: LocalIdentity
    readonly host: LambdaHost
    readonly s3: LocalS3
    readonly mails: LocalSmallServices['mails']
    readonly portal: string
    readonly training: boolean
    readonly log: (line: string) => void
  },
): void => {
  const { assembly, issuer, identity, host, s3, mails, portal, training, log } = parts
  const [policy] = assembly.ofType('AWS::CloudFront::ResponseHeadersPolicy')
  const headers = policy ? portalHeaders(policy.properties, { s3: s3.endpoint, identity: front.url }) : {}
  const settings = portalSettings({
    training,
    issuer,
    signIn: issuer,
    clientId: readClient(assembly).clientId,
    portalUrl: front.url,
    back: 'post_logout_redirect_uri',
  })
  front.serve({
    api: createGateway({ ...readApi(assembly), accountId: ACCOUNT, invoke: host.invoke, log }),
    below: [
      { path: IDENTITY_PATH, handle: identity.handle },
      { path: MAILBOX_PATH, handle: createMailbox(MAILBOX_PATH, mails) },
    ],
    portal: createPortal(portal, headers, settings),
  })
}
