import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TypesetterFiles } from '#typesetting/typesetter'
import { ROOT } from '../../infra/paths.ts'

const packaged = (path: string) => readFile(join(ROOT, 'node_modules', path))

/** The compiler and the fonts that are deployed, from their packages. */
export const packagedTypesetter = async (): Promise<TypesetterFiles> => ({
  compiler: await packaged('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'),
  fonts: [
    await packaged('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
    await packaged('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
  ],
})
