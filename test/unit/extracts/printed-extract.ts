import { ExtractCode, IssuedExtract, type Printed, printed } from '#extracts/model'
import { extract, registered, suspended } from '../registry/extracts/support.ts'

/** The texts of an extract of a suspended entry.
 *  @param over fields of its cluster
 *  @param training whether it was issued for training */
export const printedExtract = async (
  language: 'en' | 'ru',
  over: object = {},
  training = false,
): Promise<Printed> => {
  const given = await registered(over)
  await suspended(given, 1, { inForce: '2026-03-12', on: '2026-03-12' })
  const { content } = await extract(given, { asOf: '2026-03-13', knownAt: '2026-03-13' })
  const code = ExtractCode.parse('7Z1QG-4KX2M-9DW3T-RB6NV')
  return printed(
    IssuedExtract.parse({
      code,
      ...(training && { training }),
      issuedAt: '2026-03-13T09:30:15.250Z',
      language,
      verifyAt: `https://clusters.example/verify?code=${code}`,
      content,
      names: {
        regions: { 'DE-BY': { en: 'Bavaria', ru: 'Бавария' } },
        categories: {},
        industries: {},
      },
    }),
  )
}
