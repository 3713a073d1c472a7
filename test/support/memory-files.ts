import type { FileStore } from '#kernel/file-store'

/** Files in memory; each key is taken once. */
export const memoryFiles = (): FileStore & { readonly kept: Map<string, Uint8Array> } => {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    keep: async (key, bytes) => {
      const there = kept.get(key) ?? bytes
      kept.set(key, there)
      return there
    },
  }
}
