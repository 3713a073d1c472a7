import * as z from 'zod'

/** How a deployment knows that somebody signed in with a second factor: the access token shows it (`amr` or `acr`), the
 *  sign-in service lets nobody in without one, or the deployment does not ask for it. */
export const SecondFactorProof = z.enum(['token', 'provider', 'not-asked'])

/** Authentication methods (RFC 8176) that are a factor besides the password, or several at once. */
const SECOND_FACTORS = ['mfa', 'mca', 'otp', 'hwk', 'swk', 'sc', 'sms']

/** Tells tokens of accounts that signed in with a second factor. */
export const secondFactorCheck = (settings: {
  readonly SECOND_FACTOR: z.output<typeof SecondFactorProof>
  readonly SECOND_FACTOR_ACR: string
}): ((claims: Readonly<Record<string, unknown>>) => boolean) => {
  if (settings.SECOND_FACTOR !== 'token') return () => true
  const classes = settings.SECOND_FACTOR_ACR.split(' ').filter((acr) => acr !== '')
  return (claims) =>
    [claims['amr']].flat().some((method) => SECOND_FACTORS.some((known) => known === method)) ||
    classes.some((known) => known === claims['acr'])
}
