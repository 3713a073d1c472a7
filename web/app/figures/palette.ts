/** Colours of lines: apart for colour-blind readers (Okabe and Ito), darkened where white would swallow them. */
export const PALETTE = [
  '#0072b2',
  '#b35900',
  '#00785a',
  '#a6457c',
  '#7a6a00',
  '#1f77d0',
  '#8a2b0d',
  '#555555',
] as const
