import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256 in Galois/Counter Mode (NIST SP 800-38D): nobody reads or changes a text without its key. */
const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A new key: 256 random bits in base64url. */
export const newKey = (): string => randomBytes(32).toString('base64url')

/** Seals a text with a key, for one place: nonce, tag and ciphertext in base64url. */
export const seal = (text: string, key: string, place: string): string => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, Buffer.from(key, 'base64url'), nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The text that was sealed. @throws Error when key or place is another, or the sealed text was changed */
export const unseal = (sealed: string, key: string, place: string): string => {
  const bytes = Buffer.from(sealed, 'base64url')
  const text = NONCE_BYTES + TAG_BYTES
  const decipher = createDecipheriv(
    ALGORITHM,
    Buffer.from(key, 'base64url'),
    bytes.subarray(0, NONCE_BYTES),
    { authTagLength: TAG_BYTES },
  )
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, text))
  return Buffer.concat([decipher.update(bytes.subarray(text)), decipher.final()]).toString('utf8')
}
