import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { initSync, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler'
import { declareAccessible } from './declare-accessible.ts'
import { withRestingMemory } from './resting-memory.ts'

/** Makes a PDF of what a layout reads: tagged as PDF/UA-1 asks, and the same bytes for the same input.
 *  @param data what the layout reads as `/<its name>.json`
 *  @param files what else it reads, by absolute path
 *  @throws Error when it cannot be typeset, naming why */
export type Typeset = (data: unknown, files?: ReadonlyMap<string, string>) => Uint8Array

/** Typst as WebAssembly, and the fonts: they lie beside a function. */
export interface TypesetterFiles {
  readonly compiler: Uint8Array<ArrayBuffer>
  /** TrueType files. */
  readonly fonts: readonly Uint8Array[]
}

const COMPILER = 'typst_ts_web_compiler_bg.wasm'
const FONTS = ['PTSans_400Regular.ttf', 'PTSans_700Bold.ttf']

/** The files of the typesetter in a folder. */
export const typesetterFiles = async (folder: string): Promise<TypesetterFiles> => {
  const [compiler, ...fonts] = await Promise.all(
    [COMPILER, ...FONTS].map((name) => readFile(join(folder, name))),
  )
  if (compiler === undefined) throw new Error(`${COMPILER} is missing`)
  return { compiler, fonts }
}

/** Diagnostics with their place in the layout, as text. */
const UNIX_DIAGNOSTICS = 2

/** A typesetter of a layout; making one takes a quarter of a second, so keep it. */
export const typesetter = async (
  { compiler, fonts }: TypesetterFiles,
  { name, layout }: { readonly name: string; readonly layout: string },
): Promise<Typeset> => {
  const module = initSync({ module: compiler })
  const builder = new TypstCompilerBuilder()
  // It reads no files but those that are given to it here.
  builder.set_dummy_access_model()
  for (const font of fonts) await builder.add_raw_font(font)
  const typst = await builder.build()
  const main = `/${name}.typ`
  typst.add_source(main, layout)
  const encoder = new TextEncoder()
  const compiled = (data: unknown, files: ReadonlyMap<string, string>) => {
    typst.map_shadow(`/${name}.json`, encoder.encode(JSON.stringify(data, wellFormed)))
    for (const [path, content] of files) typst.map_shadow(path, encoder.encode(content))
    const answer: { result?: unknown; diagnostics?: unknown } = typst.compile(
      main,
      undefined,
      'pdf',
      UNIX_DIAGNOSTICS,
    )
    return answer
  }
  return (data, files = new Map()) => {
    const { result, diagnostics } = withRestingMemory(module, () => compiled(data, files))
    if (result instanceof Uint8Array) return declareAccessible(result)
    throw new Error(`the ${name} cannot be typeset: ${JSON.stringify(diagnostics)}`)
  }
}

/** Half a character, as a cut text may end with, would stop the compiler. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value
