import type { Handlers } from '#kernel/call'
import openApi from '../../docs/openapi.json' with { type: 'json' }
import packageJson from '../../package.json' with { type: 'json' }
import type { platformContract } from './contract.ts'

/** Builds what the platform says of itself; both texts are in the bundle. */
export const createPlatform = (): Handlers<typeof platformContract> => ({
  health: async () => ({ status: 200, body: { status: 'ok', version: packageJson.version } }),
  openApi: async () => ({ status: 200, body: openApi }),
})
