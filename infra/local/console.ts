import type { LocalCloud } from './main/cloud.ts'
import { PERSONA_NAMES } from './personas.ts'

/** What a person reads when the platform is up.
 *  @param seconds that the start took */
export const banner = (cloud: LocalCloud, seconds: number): string => `
Agglomera runs on this machine (started in ${seconds.toFixed(1)} s)

  Portal    ${cloud.url}/
  API       ${cloud.url}/api/v1
  API docs  ${cloud.url}/docs
  Health    ${cloud.url}/api/v1/health
  Mailbox   ${cloud.mailbox}
  Data      ${cloud.dataDir}

  Sign in as ${PERSONA_NAMES.join(', ')}; no password.
  A token for the command line: npm run --silent token -- ministry
  Run a job now:                npm run job -- aggregate-kpis

Ctrl-C stops it; the data stays.`
