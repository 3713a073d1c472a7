/** A one-page PDF 1.4 with a title and lines of plain text, in a font that every reader has.
 *  @param title and lines printable ASCII only: the font's built-in encoding has no other letters for certain */
export const pdfOf = (title: string, lines: readonly string[]): Uint8Array => {
  const content = [
    'BT',
    '/F1 16 Tf 72 770 Td',
    `(${escaped(title)}) Tj`,
    '/F1 11 Tf 0 -12 Td',
    ...lines.map((line) => `0 -20 Td (${escaped(line)}) Tj`),
    'ET',
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Title (${escaped(title)}) >>`,
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return new TextEncoder().encode(file + end)
}

const escaped = (text: string): string => {
  if (!/^[\x20-\x7E]*$/.test(text)) throw new RangeError(`"${text}" is not plain ASCII`)
  return text.replaceAll(/[\\()]/g, (sign) => `\\${sign}`)
}
