/** Colours of lines: apart for colour-blind readers (Okabe and Ito), darkened where white would swallow them. */
const ON_LIGHT = [
  '#0072b2',
  '#b35900',
  '#00785a',
  '#a6457c',
  '#7a6a00',
  '#1f77d0',
  '#8a2b0d',
  '#555555',
] as const

/** The same hues where the ground is dark. */
const ON_DARK = [
  '#56b4e9',
  '#e69f00',
  '#3fc79a',
  '#e08fc0',
  '#d9cc3f',
  '#8fb4ff',
  '#ff8f70',
  '#bdbdbd',
] as const

/** The colours for the ground that the reader has. */
export const palette = (): readonly string[] =>
  matchMedia('(prefers-color-scheme: dark)').matches ? ON_DARK : ON_LIGHT
