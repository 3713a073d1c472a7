/** The partition of all that stands at an authority or organisation. */
export const holderPartition = (holder: string): string => `HOLDER#${holder}`
