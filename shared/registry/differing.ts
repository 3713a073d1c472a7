import { canonicalJson } from '#kernel/digest'
import type { ClusterFields } from './model.ts'

/** The fields in which what was sent differs from what is kept; a field that was not sent does not count. */
export const differingFields = (sent: ClusterFields, kept: ClusterFields): string[] => {
  const fields = new Map<string, unknown>(Object.entries(kept))
  return Object.entries(sent)
    .filter(([field, value]) => canonicalJson(value) !== canonicalJson(fields.get(field) ?? null))
    .map(([field]) => field)
}
