import { DatabaseSync } from 'node:sqlite'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { StartError } from '../start-error.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS records (
  model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
  expires INTEGER, uid TEXT, user_code TEXT, grant_id TEXT,
  PRIMARY KEY (model, id));
CREATE INDEX IF NOT EXISTS by_uid ON records (model, uid);
CREATE INDEX IF NOT EXISTS by_grant ON records (grant_id);`

/** Sessions, codes and refresh tokens of the sign-in provider, kept in a file so that a restart signs nobody out. */
export class SessionStore {
  readonly #database: DatabaseSync

  /** @throws StartError when the file is damaged */
  constructor(file: string) {
    this.#database = open(file)
    this.#database.prepare('DELETE FROM records WHERE expires < ?').run(seconds())
  }

  /** The adapter of one model, as oidc-provider asks for it. */
  adapter(model: string): Adapter {
    const database = this.#database
    const findBy = async (
      column: 'id' | 'uid' | 'user_code',
      value: string,
    ): Promise<AdapterPayload | undefined> => {
      const row = database
        .prepare(
          `SELECT payload FROM records WHERE model = ? AND ${column} = ? AND (expires IS NULL OR expires > ?)`,
        )
        .get(model, value, seconds())
      return row ? JSON.parse(String(row['payload'])) : undefined
    }
    return {
      upsert: async (id, payload, expiresIn) => {
        database
          .prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(
            model,
            id,
            JSON.stringify(payload),
            expiresIn ? seconds() + expiresIn : null,
            payload.uid ?? null,
            payload.userCode ?? null,
            payload.grantId ?? null,
          )
      },
      find: (id) => findBy('id', id),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('user_code', userCode),
      consume: async (id) => {
        database
          .prepare(
            "UPDATE records SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?",
          )
          .run(seconds(), model, id)
      },
      destroy: async (id) => {
        database.prepare('DELETE FROM records WHERE model = ? AND id = ?').run(model, id)
      },
      revokeByGrantId: async (grantId) => {
        database.prepare('DELETE FROM records WHERE grant_id = ?').run(grantId)
      },
    }
  }

  close(): void {
    this.#database.close()
  }
}

const open = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    database.exec(SCHEMA)
    return database
  } catch (error) {
    database.close()
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `The sessions in ${file} cannot be read (${reason}): remove the file, and people sign in again`,
    )
  }
}

const seconds = (): number => Math.floor(Date.now() / 1000)
