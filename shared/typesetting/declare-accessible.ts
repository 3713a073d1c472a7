/** What says that a file keeps to PDF/UA-1 (ISO 14289-1, clause 5), as RDF in its metadata. */
const DECLARATION =
  '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'

/** Adds to a PDF of the typesetter the two things by which a file with all its tags is known to be accessible, and which
 *  the compiler cannot be asked for: viewers show its title, not its name, and its metadata say so. They are appended as
 *  an incremental update (ISO 32000-1, 7.5.6): what was there stays, byte for byte.
 *  @throws Error for a PDF that is not written as the typesetter writes it */
export const declareAccessible = (pdf: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(pdf)
  const trailer = bytes.subarray(bytes.lastIndexOf('trailer')).toString('latin1')
  const root = numberIn(trailer, /\/Root (\d+) 0 R/)
  const catalog = objectIn(bytes, root).toString('latin1')
  const metadata = numberIn(catalog, /\/Metadata (\d+) 0 R/)
  const xmp = streamIn(objectIn(bytes, metadata)).toString('utf8')

  const titled = replaced(
    catalog,
    '/ViewerPreferences <<',
    '/ViewerPreferences <<\n    /DisplayDocTitle true',
  )
  const declared = Buffer.from(replaced(xmp, '</rdf:RDF>', `${DECLARATION}</rdf:RDF>`))
  const described = [
    Buffer.from(`<<\n  /Length ${declared.length}\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n`),
    declared,
    Buffer.from('\nendstream'),
  ]
  const first = object(metadata, Buffer.concat(described))
  const second = object(root, Buffer.from(titled, 'latin1'))
  const at = bytes.length
  // A line end stands before each object.
  const sections = [section(metadata, at + 1), section(root, at + first.length + 1)]
  const previous = numberIn(trailer, /startxref\s+(\d+)/)
  const dictionary = replaced(
    trailer.slice(0, trailer.lastIndexOf('startxref')),
    '<<',
    `<<\n  /Prev ${previous}`,
  )
  const table = at + first.length + second.length
  const ending = `xref\n${sections.join('')}${dictionary}startxref\n${table}\n%%EOF\n`
  return new Uint8Array(Buffer.concat([bytes, first, second, Buffer.from(ending, 'latin1')]))
}

const object = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`\n${number} 0 obj\n`), content, Buffer.from('\nendobj\n')])

/** A section of the table of places with one object. */
const section = (number: number, place: number): string =>
  `${number} 1\n${String(place).padStart(10, '0')} 00000 n\r\n`

/** What stands in an object; the last ones of a file hold no page's content that could look like one. */
const objectIn = (bytes: Buffer, number: number): Buffer => {
  const beginning = `\n${number} 0 obj\n`
  const from = bytes.lastIndexOf(beginning)
  const to = bytes.indexOf('\nendobj', from)
  if (from < 0 || to < 0) throw unlike(`object ${number}`)
  return bytes.subarray(from + beginning.length, to)
}

const streamIn = (content: Buffer): Buffer => {
  const [beginning, ending] = ['stream\n', '\nendstream']
  const from = content.indexOf(beginning)
  const to = content.lastIndexOf(ending)
  if (from < 0 || to < 0) throw unlike('metadata')
  return content.subarray(from + beginning.length, to)
}

const numberIn = (text: string, pattern: RegExp): number => {
  const [, number] = pattern.exec(text) ?? []
  if (number === undefined) throw unlike(String(pattern))
  return Number(number)
}

const replaced = (text: string, part: string, by: string): string => {
  if (!text.includes(part)) throw unlike(part)
  return text.replace(part, () => by)
}

const unlike = (part: string) =>
  new Error(`the PDF is not written as the typesetter wrote PDFs so far: ${part} is not where it was`)
