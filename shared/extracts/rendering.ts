import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import type { Table } from '#kernel/table'
import type { RenderingEnvironment } from './environment.ts'
import { ExtractStore } from './extract-store.ts'
import { S3FileStore } from './file-store.ts'
import { type Typeset, typesetter } from './print/typesetter.ts'
import { renderExtract } from './render-extract.ts'

/** The files that lie beside the function: Typst as WebAssembly, and the fonts. */
const COMPILER = 'typst_ts_web_compiler_bg.wasm'
const FONTS = ['PTSans_400Regular.ttf', 'PTSans_700Bold.ttf']

/** Builds what makes the files of extracts. It stands apart from the other use cases because what they are served by
 *  must not load the typesetter. */
export const createRendering = (
  environment: Pick<RenderingEnvironment, 'EXTRACTS_BUCKET' | 'LAMBDA_TASK_ROOT'>,
  table: Table,
): ((change: RecordChange) => Promise<void>) =>
  renderExtract({
    extracts: new ExtractStore(table),
    files: new S3FileStore(environment.EXTRACTS_BUCKET),
    typeset: once(() => typesetterIn(environment.LAMBDA_TASK_ROOT)),
  })

const typesetterIn = async (folder: string): Promise<Typeset> => {
  const [compiler, ...fonts] = await Promise.all(
    [COMPILER, ...FONTS].map((name) => readFile(join(folder, name))),
  )
  if (compiler === undefined) throw new Error(`${COMPILER} is missing`)
  return typesetter(compiler, fonts)
}

/** Makes a thing at the first call and keeps it; what failed is tried again. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
