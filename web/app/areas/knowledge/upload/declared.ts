import { MEDIA_TYPES, type MediaType, MOST_BYTES } from '#knowledge/model/media-types'

/** What is declared of a file before it is sent. */
export interface Declared {
  readonly fileName: string
  /** None where nothing of its kind is published. */
  readonly mediaType?: MediaType
  readonly size: number
  /** In hexadecimal; none of a file that is too large. */
  readonly sha256?: string
}

/** The ends of names that published files have: `.pdf`. */
export const ENDS: readonly string[] = Object.values(MEDIA_TYPES).flatMap((ends) =>
  ends.map((end) => `.${end}`),
)

const isMediaType = (type: string): type is MediaType => Object.hasOwn(MEDIA_TYPES, type)

/** The media type that the end of a name stands for. What a browser believes depends on the programs beside it. */
export const mediaTypeOf = (fileName: string): MediaType | undefined => {
  const end = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  const [type = ''] =
    Object.entries<readonly string[]>(MEDIA_TYPES).find(([, ends]) => ends.some((one) => one === end)) ?? []
  return isMediaType(type) ? type : undefined
}

/** Reads a file and says what it is. It is read as a whole, since the browser's digest takes no pieces.
 *  @throws DOMException when it cannot be read */
export const declare = async (file: File): Promise<Declared> => {
  const mediaType = mediaTypeOf(file.name)
  return {
    fileName: file.name,
    ...(mediaType !== undefined && { mediaType }),
    size: file.size,
    ...(file.size <= MOST_BYTES && { sha256: await digestOf(file) }),
  }
}

const digestOf = async (file: File): Promise<string> => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
