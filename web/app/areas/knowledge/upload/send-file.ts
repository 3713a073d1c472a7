/** A form that the platform signed for one file. */
export interface Upload {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

/** The store answered that it does not take the file. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal'
}

/** Sends a file by its form straight to the store. `fetch` does not tell how much of a body has left.
 *  @param progress told the bytes that have left, out of the file's
 *  @throws StoreRefusal @throws TypeError when the store cannot be reached */
export const sendFile = (
  { url, fields }: Upload,
  file: File,
  progress: (sent: number) => void,
): Promise<void> =>
  new Promise((done, failed) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    // The store reads nothing behind the file.
    form.append('file', file)
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.upload.addEventListener('progress', ({ loaded }) => progress(Math.min(loaded, file.size)))
    request.addEventListener('load', () =>
      request.status < 300 ? done() : failed(new StoreRefusal(messageIn(request))),
    )
    for (const end of ['error', 'abort', 'timeout'])
      request.addEventListener(end, () => failed(new TypeError(`the store did not answer (${end})`)))
    request.send(form)
  })

/** S3 gives its reason in XML. */
const messageIn = ({ responseText, status, statusText }: XMLHttpRequest): string =>
  /<Message>([^<]*)<\/Message>/.exec(responseText)?.[1] ?? `${status} ${statusText}`
