import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { cacheControlOf } from '../../portal-cache.ts'

/** Uploads the built portal and its settings. Pages come last, so that none is served before the files it names; files of earlier
 *  versions stay, for browsers that still show an earlier page.
 *  @returns how many files
 *  @throws Error when the folder is missing or holds a kind of file that has no media type here */
export const uploadPortal = async (
  client: Pick<S3Client, 'send'>,
  bucket: string,
  folder: string,
  settings: string,
): Promise<number> => {
  if (!existsSync(folder)) throw new Error(`There is no built portal in ${folder}`)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => Number(isPage(a)) - Number(isPage(b)) || a.localeCompare(b, 'en'))
  const command = (file: string, content: string | Uint8Array) =>
    new PutObjectCommand({
      Bucket: bucket,
      Key: file,
      Body: content,
      ContentType: mediaTypeOf(file),
      CacheControl: cacheControlOf(file),
    })
  const commands = [
    command(SETTINGS, settings),
    ...files.map((file) => command(file, readFileSync(join(folder, file)))),
  ]
  for (const one of commands) await client.send(one)
  return commands.length
}

/** Where the portal looks for what differs between deployments. */
const SETTINGS = 'config.json'

const isPage = (file: string): boolean => extname(file) === '.html'

const mediaTypeOf = (file: string): string => {
  const type = MEDIA_TYPES[extname(file).toLowerCase()]
  if (type) return type
  throw new Error(
    `${file} is of a kind that infra/commands/deploy/upload-portal.ts has no media type for (it knows ${Object.keys(MEDIA_TYPES).join(', ')})`,
  )
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
