import * as z from 'zod'

/** The largest file that is published. */
export const MOST_BYTES = 50 * 1024 * 1024

/** What may be published, with the ends that such a file's name has. */
export const MEDIA_TYPES = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'text/html': ['html', 'htm'],
} as const satisfies Record<string, readonly string[]>

export const MediaType = z
  .enum(Object.keys(MEDIA_TYPES) as [keyof typeof MEDIA_TYPES])
  .register(z.globalRegistry, { id: 'MediaType' })
export type MediaType = z.output<typeof MediaType>

/** Whether the end of a file's name is one that its media type has. */
export const nameFits = (fileName: string, mediaType: MediaType): boolean => {
  const end = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  return fileName.includes('.') && MEDIA_TYPES[mediaType].some((one) => one === end)
}
