/** How long a browser keeps a file of the portal: a name with a hash of the content never means another content; all else is
 *  asked for anew each time.
 *  @param file its path below the portal's root */
export const cacheControlOf = (file: string): string =>
  /^assets\/[^/]+[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(file)
    ? 'public, max-age=31536000, immutable'
    : 'no-cache'
