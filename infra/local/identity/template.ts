import * as z from 'zod'
import type { LocalAssembly } from '../assembly.ts'
import { StartError } from '../start-error.ts'
import type { IdentityClient } from './provider.ts'

const Client = z.object({
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
})

/** The application of the template that signs people in.
 *  @throws StartError when there is none or several */
export const readClient = (assembly: LocalAssembly): IdentityClient => {
  const [client, another] = assembly.ofType('AWS::Cognito::UserPoolClient')
  if (!client || another) throw new StartError('The template must hold exactly one user pool client')
  const { CallbackURLs, LogoutURLs } = Client.parse(client.properties)
  return { clientId: client.physicalId, redirectUris: CallbackURLs, logoutUris: LogoutURLs }
}
