import { patiently } from '#imports/send'

/** The bytes at an address that the store of files signed. */
export const fetchedFile = async (url: string): Promise<Buffer> => {
  const response = await patiently(() => fetch(url))
  if (!response.ok) throw new Error(`${new URL(url).pathname}: the store answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
