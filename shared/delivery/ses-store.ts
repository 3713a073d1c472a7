import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { DELIVERY_TAG, type FailureReason, PermanentFault } from './model.ts'
import type { Letter, PostOffice } from './ports.ts'

/** What SES says when it will say the same the next time, and what it is to us. Its words are kept nowhere: they may
 *  hold the address. */
const REFUSALS: Readonly<Record<string, FailureReason>> = {
  MessageRejected: 'message-refused',
  BadRequestException: 'message-refused',
  AccountSuspendedException: 'sender-refused',
  MailFromDomainNotVerifiedException: 'sender-refused',
  NotFoundException: 'sender-refused',
  SendingPausedException: 'sender-refused',
}

/** Hands letters over to Amazon SES, as they are. */
export class SesPostOffice implements PostOffice {
  readonly #client = new SESv2Client({})
  readonly #from: string
  readonly #configurationSet: string

  constructor(from: string, configurationSet: string) {
    this.#from = from
    this.#configurationSet = configurationSet
  }

  async send({ address, bytes, delivery }: Letter): Promise<string> {
    const command = new SendEmailCommand({
      FromEmailAddress: this.#from,
      Destination: { ToAddresses: [address] },
      Content: { Raw: { Data: bytes } },
      ConfigurationSetName: this.#configurationSet,
      EmailTags: [{ Name: DELIVERY_TAG, Value: delivery }],
    })
    try {
      const { MessageId } = await this.#client.send(command)
      return MessageId ?? 'unnamed'
    } catch (error) {
      throw withoutAddress(error)
    }
  }
}

const withoutAddress = (error: unknown): Error => {
  const name = error instanceof SESv2ServiceException ? error.name : 'not reached'
  const reason = REFUSALS[name]
  if (reason !== undefined) return new PermanentFault(reason)
  return new Error(`Amazon SES did not take the message: ${name}`)
}
