import type { Kind } from '#imports/kind'
import { DECLARED } from '#imports/kinds'
import { type BulkKindName, isBulk } from '#imports/send'

/** A kind that goes row by row in bulk: what needs files beside its table, or a call for each record, is left to the
 *  command. */
export type OfferedKind = Kind & { readonly name: BulkKindName }

const isOffered = (kind: Kind): kind is OfferedKind => isBulk(kind.name)

/** What can be imported in the browser, in the order in which nothing is named before it is there. */
export const OFFERED: readonly OfferedKind[] = DECLARED.filter(isOffered)
