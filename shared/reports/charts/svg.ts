import { type Attributes, element, escaped } from '../markup.ts'

/** A text at a place. */
export const label = (text: string, attributes: Attributes): string =>
  element('text', attributes, escaped(text))

/** What every chart is told. */
export interface ChartBasics {
  /** Unique among the charts of a page: its title and description are found by it. */
  readonly id: string
  readonly title: string
  /** What it shows in words, for who cannot see it. */
  readonly description: string
}

/** Width of every chart in its own units, as wide as the text of a page. */
export const WIDTH = 640

/** Colours with a luminance far enough apart to stay apart in grey. */
export const INK = { text: '#1c1c1c', faint: '#5c6670', grid: '#d5dadf', strong: '#16405f', soft: '#9db4c6' }

const FONT = "'PT Sans', 'Segoe UI', Arial, sans-serif"

/** A chart as a picture with a title and a description. */
export const chart = (
  { id, title, description }: ChartBasics,
  height: number,
  ...content: readonly string[]
): string =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      width: WIDTH,
      height: Math.ceil(height),
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      'font-family': FONT,
      'font-size': 12,
      fill: INK.text,
    },
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-description` }, escaped(description)),
    ...content,
  )

/** How wide a text of 12 units is at most: letters of PT Sans are 0.6 of their height on average, capitals wider. */
export const textWidth = (text: string): number => [...text].length * 7

/** A text in at most `lines` lines of a width; what does not fit ends with an ellipsis. A word longer than a line is
 *  broken. */
export const wrapped = (text: string, width: number, lines: number): readonly string[] => {
  const most = Math.max(1, Math.floor(width / 7))
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => piecesOf([...word], most))
  const result: string[] = []
  for (const word of words) {
    const last = result.at(-1)
    if (last !== undefined && [...last, ' ', ...word].length <= most) result.splice(-1, 1, `${last} ${word}`)
    else result.push(word)
  }
  if (result.length <= lines) return result
  const kept = result.slice(0, lines)
  const end = [...(kept.at(-1) ?? '')]
  return [...kept.slice(0, -1), `${end.slice(0, Math.min(end.length, most - 1)).join('')}…`]
}

const piecesOf = (letters: readonly string[], most: number): readonly string[] =>
  letters.length <= most
    ? [letters.join('')]
    : [letters.slice(0, most).join(''), ...piecesOf(letters.slice(most), most)]
