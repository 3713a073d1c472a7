import { ApiProblem } from '#kernel/client'

/** Sends a file by a form that was signed for it. @throws ApiProblem when the store refuses it */
export const sentFile = async (
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  bytes: Uint8Array,
): Promise<void> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]))
  await taken(await fetch(url, { method: 'POST', body: form }))
}

/** Puts a file where an address was signed for it; one that is there already is the same. @throws ApiProblem */
export const putFile = async (
  { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  bytes: Uint8Array,
): Promise<void> => {
  const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) })
  if (response.status !== 412) await taken(response)
}

/** @throws ApiProblem when the store refused a file */
const taken = async (response: Response): Promise<void> => {
  if (response.ok) return
  const message = /<Message>([^<]*)<\/Message>/.exec(await response.text())?.[1]
  throw new ApiProblem(response, { detail: `the store refused the file: ${message ?? response.statusText}` })
}
