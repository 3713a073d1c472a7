import type { LocalCloud } from './main/cloud.ts'
import { dataWords } from './main/options.ts'
import { emailOf, PERSONA_NAMES } from './personas.ts'

/** What a person reads when the platform is up; its commands work as they are copied.
 *  @param empty whether nothing was loaded: then nobody may do anything yet
 *  @param seconds that the start took */
export const banner = (
  { url, mailbox, dataDir }: Pick<LocalCloud, 'url' | 'mailbox' | 'dataDir'>,
  empty: boolean,
  seconds: number,
): string => {
  const words = dataWords(dataDir)
  const first = empty
    ? `\n  The first power:              npm run grant-first -- ${emailOf('ministry')}${words}`
    : ''
  return `
Agglomera runs on this machine (started in ${seconds.toFixed(1)} s)

  Portal    ${url}/
  API       ${url}/api/v1
  API docs  ${url}/docs
  Health    ${url}/api/v1/health
  Mailbox   ${mailbox}
  Data      ${dataDir}

  Sign in as ${PERSONA_NAMES.join(', ')}; no password.${first}
  A token for the command line: npm run --silent token -- ministry${words}
  Run a job now:                npm run job -- aggregate-kpis${words}

Ctrl-C stops it; the data stays.`
}
