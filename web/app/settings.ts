/** What a deployment says of itself. */
interface Settings {
  /** Whether people learn here how to use the platform: nothing is real. */
  readonly training: boolean
  /** Of its sign-in service. */
  readonly issuer: string
  readonly clientId: string
  readonly authorize: string
  readonly token: string
  readonly revoke: string
  readonly signOut: string
}

let asked: Promise<Settings> | undefined
/** The settings of this deployment, asked for once. @throws when they cannot be had; the next call asks again */
export const settings = (): Promise<Settings> => {
  asked ??= fetch('/config.json')
    .then((response): Promise<Settings> => {
      if (!response.ok) throw new Error('no settings of the deployment')
      return response.json()
    })
    .catch((error: unknown) => {
      asked = undefined
      throw error
    })
  return asked
}
