/** The states of a document, as the address names them. */
export const STATUSES = ['awaiting-upload', 'available', 'withdrawn'] as const
