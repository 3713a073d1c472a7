/** Attributes of an element; absent ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/** What XML 1.0 cannot hold at all: control characters but tab and line ends, and two that are no characters. */
const IMPOSSIBLE = /(?![\t\n\r])\p{Cc}|\uFFFE|\uFFFF/gu

/** A text as it stands in XML and HTML, between tags and in quoted attributes alike. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(IMPOSSIBLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** An element with what is in it, which is markup already. */
export const element = (name: string, attributes: Attributes, ...content: readonly string[]): string => {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : ` ${key}="${escaped(rounded(value))}"`))
    .join('')
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join('')}</${name}>`
}

/** Two decimals are a fiftieth of a pixel: more only make the file longer. */
const rounded = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : value
