import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair } from 'jose'
import * as z from 'zod'
import { StartError } from '../start-error.ts'

const Keys = z.object({
  signing: z.looseObject({
    kty: z.literal('RSA'),
    kid: z.string(),
    alg: z.literal('RS256'),
    use: z.literal('sig'),
  }),
  cookies: z.array(z.string()).min(1),
})

/** What the sign-in provider signs with. */
export type IdentityKeys = z.output<typeof Keys>

/** Reads the keys of this data folder, or makes them at its first start: tokens outlive a restart.
 *  @throws StartError when the file is damaged */
export const identityKeys = async (file: string): Promise<IdentityKeys> => {
  if (existsSync(file)) return read(file)
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const keys = Keys.parse({
    signing: { ...jwk, kid: randomUUID(), alg: 'RS256', use: 'sig' },
    cookies: [randomBytes(32).toString('base64url')],
  })
  writeFileSync(`${file}.part`, JSON.stringify(keys), { mode: 0o600 })
  renameSync(`${file}.part`, file)
  return keys
}

const read = (file: string): IdentityKeys => {
  try {
    return Keys.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartError(
      `The keys in ${file} are damaged: start with --reset to begin anew, or restore the file`,
    )
  }
}
