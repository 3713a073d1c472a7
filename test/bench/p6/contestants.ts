import type { Presented } from '#reports/present/blocks'
import { pdfBy } from '#reports/print/pdf'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'

type MakePdf = (report: Presented) => Promise<Uint8Array>

/** Who makes PDFs; each is loaded only when it is asked for, so that memory is its own. */
export const CONTESTANTS: Readonly<Record<string, () => Promise<MakePdf>>> = {
  agglomera: async () => pdfBy(packagedTypesetter),
  pdfmake: async () => (await import('./pdfmake.ts')).byPdfmake(),
  'react-pdf': async () => (await import('./react-pdf.ts')).byReactPdf(),
}

/** @throws Error for a name that nobody has */
export const contestant = async (name: string): Promise<MakePdf> => {
  const make = CONTESTANTS[name]
  if (make === undefined) throw new Error(`there is no contestant ${name}`)
  return make()
}
