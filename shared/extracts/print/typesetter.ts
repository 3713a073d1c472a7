import { initSync, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler'
import type { Printed } from '../model.ts'
import { LAYOUT } from './layout.ts'

/** Makes the PDF of an extract: tagged, with its title and language. The same texts give the same bytes. */
export type Typeset = (printed: Printed) => Uint8Array

const MAIN = '/extract.typ'

/** Diagnostics with their place in the layout, as text. */
const UNIX_DIAGNOSTICS = 2

/** A typesetter with these fonts; making one takes a quarter of a second, so keep it.
 *  @param compiler the WebAssembly module of Typst
 *  @param fonts TrueType files
 *  @throws Error when the layout cannot be compiled, naming why */
export const typesetter = async (
  compiler: Uint8Array<ArrayBuffer>,
  fonts: readonly Uint8Array[],
): Promise<Typeset> => {
  initSync({ module: compiler })
  const builder = new TypstCompilerBuilder()
  // It reads no files but those that are given to it here.
  builder.set_dummy_access_model()
  for (const font of fonts) await builder.add_raw_font(font)
  const typst = await builder.build()
  typst.add_source(MAIN, LAYOUT)
  return (printed) => {
    typst.map_shadow('/printed.json', new TextEncoder().encode(JSON.stringify(printed, wellFormed)))
    const { result, diagnostics }: { result?: unknown; diagnostics?: unknown } = typst.compile(
      MAIN,
      undefined,
      'pdf',
      UNIX_DIAGNOSTICS,
    )
    if (result instanceof Uint8Array) return result
    throw new Error(`the extract cannot be typeset: ${JSON.stringify(diagnostics)}`)
  }
}

/** Half a character, as a cut text may end with, would stop the compiler. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value
