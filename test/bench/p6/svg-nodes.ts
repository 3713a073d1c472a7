/** An element of a chart. */
export interface SvgNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (SvgNode | string)[]
}

const TOKEN = /<(\/?)([a-z]+)((?:\s[\w-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** Reads the charts of the platform, which use no more of SVG than this; for a contestant that takes elements only.
 *  @throws Error for what is no chart */
export const svgNodes = (svg: string): SvgNode => {
  const open: { name: string; attributes: Record<string, string>; children: (SvgNode | string)[] }[] = [
    { name: '', attributes: {}, children: [] },
  ]
  for (const [, closing, name, attributes = '', own, text] of svg.matchAll(TOKEN)) {
    if (text !== undefined) open.at(-1)?.children.push(plain(text))
    else if (closing === '/') open.pop()
    else if (name !== undefined) {
      const node = {
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
            key,
            plain(value),
          ]),
        ),
        children: [],
      }
      open.at(-1)?.children.push(node)
      if (own === '') open.push(node)
    }
  }
  const [root] = open[0]?.children ?? []
  if (root === undefined || typeof root === 'string') throw new Error('no chart')
  return root
}
