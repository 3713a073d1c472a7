import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Rolldown } from 'vite'
import { BROWSERS } from './browsers.ts'
import { hashedName } from './files.ts'
import { firstPicture } from './first-picture.ts'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))

/** Chunks by the names that `application.ts` gives them: the texts that nearly every visit needs, by language. */
export const VISIT_TEXTS = { en: 'visit-en', ru: 'visit-ru' } as const

type Output = readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[]

/** The portal's page, with what stands on it until the portal does and the script that chooses and starts
 *  (`web/app/first.ts`), and the script that keeps both for a time without a connection (`web/offline`). The portal's own
 *  scripts are fetched at once, but run only after the first paint.
 *  @param page as the bundler made it, with the portal's script as a module
 *  @returns page and scripts by their paths */
export const firstPage = async (page: string, output: Output): Promise<ReadonlyMap<string, Uint8Array>> => {
  const start = await bundled('app/first.ts')
  const startName = `assets/${hashedName('first.js', start)}`
  const main = fileOf(output, 'index', 'js')
  const latin = fileOf(output, 'inter-latin-wght-normal', 'woff2')
  const files = {
    main: [main],
    home: closure(output, fileOf(output, 'public-home', 'js')),
    en: textsIn(output, VISIT_TEXTS.en),
    ru: [...textsIn(output, VISIT_TEXTS.ru), fileOf(output, 'inter-cyrillic-wght-normal', 'woff2')],
  }
  const data = Object.entries(files).map(
    ([name, paths]) => `data-${name}="${paths.map((path) => `/${path}`).join(' ')}"`,
  )
  const text = page
    .replaceAll(/ *<(script type="module"|link rel="modulepreload")[^>]*>(<\/script>)?\n/g, '')
    .replace(
      '</head>',
      `  <link rel="modulepreload" crossorigin href="/${main}">
    <link rel="preload" as="font" type="font/woff2" crossorigin href="/${latin}">
    <script src="/${startName}" ${data.join(' ')}></script>
  </head>`,
    )
    .replace('<div id="portal"></div>', `<div id="portal">${firstPicture()}</div>`)
  const kept = [
    ...new Set([
      'index.html',
      startName,
      fileOf(output, 'index', 'css'),
      ...Object.values(files).flat(),
      latin,
    ]),
  ]
  return new Map([
    [startName, start],
    ['index.html', new TextEncoder().encode(text)],
    [
      'offline.js',
      await bundled('offline/offline.ts', {
        FILES: JSON.stringify(kept.map((path) => `/${path}`)),
        // The page names all other files by their content.
        VERSION: JSON.stringify(createHash('sha256').update(text).digest('hex').slice(0, 10)),
      }),
    ],
  ])
}

const bundled = async (script: string, define: Record<string, string> = {}): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, script)],
    define,
    bundle: true,
    minify: true,
    format: 'iife',
    target: [...BROWSERS],
    write: false,
  })
  const [file] = outputFiles
  if (!file) throw new Error(`${script} came to nothing`)
  return file.contents
}

/** The path of a file by its name without the hash. @throws Error when there is none */
const fileOf = (output: Output, name: string, extension: string): string => {
  const pattern = new RegExp(`^assets/${name}-[0-9a-f]{10}\\.${extension}$`)
  const found = output.find(({ fileName }) => pattern.test(fileName))
  if (!found) throw new Error(`The build of the portal made no ${name}.${extension}`)
  return found.fileName
}

/** The texts of a language, and the small scripts by which each part of the portal gets its own. */
const textsIn = (output: Output, name: string): readonly string[] => {
  const texts = fileOf(output, name, 'js')
  const users = output.flatMap((file) =>
    file.type === 'chunk' && file.imports.includes(texts) ? [file.fileName] : [],
  )
  return [...closure(output, texts), ...users]
}

/** A script with all that it imports at once. */
const closure = (output: Output, file: string): readonly string[] => {
  const reached = new Set([file])
  for (const one of reached)
    for (const chunk of output)
      if (chunk.type === 'chunk' && chunk.fileName === one)
        for (const next of chunk.imports) reached.add(next)
  return [...reached]
}
