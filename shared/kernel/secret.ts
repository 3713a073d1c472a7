import { randomBytes } from 'node:crypto'
import type { Table } from './table.ts'

/** Another process made the secret first. */
class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere'
}

type SecretName = 'cursor' | 'audit' | 'account' | 'provenance' | 'address'

const keyOf = (name: SecretName) => ({ pk: `SECRET#${name}`, sk: 'SECRET' })

/** A random secret of 256 bits that a table holds under a name: made at first need, by one of however many ask at
 *  once, and read once per process. It lives in the table because a managed secret has a standing price. */
export const secretOf = (table: Table, name: SecretName): (() => Promise<string>) => {
  const key = keyOf(name)
  let secret: Promise<string> | undefined
  const load = async (): Promise<string> => {
    const stored = (await table.get(key)) ?? (await create())
    return String(stored['secret'])
  }
  const create = async () => {
    const item = { ...key, entity: 'secret', schemaVersion: 1, secret: randomBytes(32).toString('base64url') }
    try {
      await table.write([{ put: item, if: 'absent', otherwise: () => new AlreadyThere() }])
      return item
    } catch (error) {
      if (!(error instanceof AlreadyThere)) throw error
      const winner = await table.get(key, { consistent: true })
      if (winner === undefined) throw error
      return winner
    }
  }
  return () => {
    secret ??= load().catch((error: unknown) => {
      secret = undefined
      throw error
    })
    return secret
  }
}

/** The secret of that name for who only reads: undefined until somebody has made it. */
export const existingSecretOf = (table: Table, name: SecretName): (() => Promise<string | undefined>) => {
  let secret: string | undefined
  return async () => {
    if (secret === undefined) {
      const stored = await table.get(keyOf(name))
      if (stored !== undefined) secret = String(stored['secret'])
    }
    return secret
  }
}
