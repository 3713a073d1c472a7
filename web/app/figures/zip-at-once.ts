import { type Zippable, zipSync } from 'fflate'

/** The build puts this in the place of the zip of the library of workbooks, which begins a worker of a text for large
 *  files: the policy of the portal starts none. */
const zipAtOnce = async (files: Zippable): Promise<Uint8Array> => zipSync(files)

// biome-ignore lint/style/noDefaultExport: the library imports it so
export default zipAtOnce
