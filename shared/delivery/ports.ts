import type { Attachment } from './model.ts'

/** A message ready for the mail service: the bytes of RFC 5322, and the address on the envelope. */
export interface Letter {
  /** By which the mail service names the message when it tells of it. */
  readonly delivery: string
  readonly address: string
  readonly bytes: Uint8Array
}

/** The mail service. */
export interface PostOffice {
  /** Hands a letter over. @returns the service's own name of it
   *  @throws PermanentFault when it never will take it; any other error may pass */
  send(letter: Letter): Promise<string>
}

/** Where attachments lie. */
export interface AttachmentStore {
  /** @throws PermanentFault for a file that is not there */
  read(attachment: Attachment): Promise<Uint8Array>
}

/** Who is written to, and from where. Undefined as a sender: the deployment sends no mail. */
export interface Sender {
  readonly address: string
  readonly name: string
}
