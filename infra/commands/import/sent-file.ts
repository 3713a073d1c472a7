import { ApiProblem } from '#kernel/client'

/** Sends a file by a form that was signed for it. @throws ApiProblem when the store refuses it */
export const sentFile = async (
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  bytes: Uint8Array,
): Promise<void> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]))
  const response = await fetch(url, { method: 'POST', body: form })
  if (response.ok) return
  const message = /<Message>([^<]*)<\/Message>/.exec(await response.text())?.[1]
  throw new ApiProblem(response, { detail: `the store refused the file: ${message ?? response.statusText}` })
}
