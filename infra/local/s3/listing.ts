import { escapeXml, unescapeXml } from './xml.ts'

/** What the backend is asked for a listing: by the first version of the operation, which says where a page begins by the last
 *  key before it. Its second version would encipher that by DES, which today's OpenSSL does not have. */
export const firstVersionOf = (query: URLSearchParams): URLSearchParams => {
  const asked = new URLSearchParams()
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name)
    if (value !== null) asked.set(name, value)
  }
  const token = query.get('continuation-token')
  const after = token === null ? query.get('start-after') : keyIn(token)
  if (after !== null) asked.set('marker', after)
  return asked
}

/** The backend's answer as the second version of the operation writes it. */
export const secondVersionOf = (document: string): string => {
  const keys = [...document.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key))
  const last = /<IsTruncated>true</.test(document) ? (nextMarkerIn(document) ?? keys.at(-1)) : undefined
  const next =
    last === undefined ? '' : `<NextContinuationToken>${escapeXml(tokenOf(last))}</NextContinuationToken>`
  return document.replace(
    '</ListBucketResult>',
    `<KeyCount>${keys.length}</KeyCount>${next}</ListBucketResult>`,
  )
}

const nextMarkerIn = (document: string): string | undefined => {
  const marker = /<NextMarker>([^<]+)</.exec(document)?.[1]
  return marker === undefined ? undefined : unescapeXml(marker)
}

const tokenOf = (key: string): string => Buffer.from(key).toString('base64')
const keyIn = (token: string): string => Buffer.from(token, 'base64').toString()
