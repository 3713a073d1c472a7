/** A store of files: what is in it never becomes otherwise. */
export interface FileStore {
  /** Keeps a file unless there is one.
   *  @returns the bytes that are kept from now on */
  keep(key: string, bytes: Uint8Array, mediaType: string): Promise<Uint8Array>
}
