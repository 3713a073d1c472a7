/** What the benchmark uses of pdfmake, which has no types of its own. */
declare module 'pdfmake' {
  interface PdfMake {
    addFonts(fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>): void
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    createPdf(definition: object): { getBuffer(): Promise<Uint8Array> }
  }
  const pdfmake: PdfMake
  export = pdfmake
}
