import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Handlers } from '#kernel/call'
import packageJson from '../../package.json' with { type: 'json' }
import type { platformContract } from './contract.ts'

const Description = z.record(z.string(), z.unknown())

/** Builds what the platform says of itself. The description of the API, a megabyte, is read when somebody asks for it.
 *  @param folder where `openapi.json` lies
 *  @param training whether nothing here is real */
export const createPlatform = (folder: string, training: boolean): Handlers<typeof platformContract> => ({
  health: async () => ({ status: 200, body: { status: 'ok', version: packageJson.version, training } }),
  openApi: async () => ({
    status: 200,
    body: Description.parse(JSON.parse(await readFile(join(folder, 'openapi.json'), 'utf8'))),
  }),
})
