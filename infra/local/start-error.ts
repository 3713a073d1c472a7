/** Why the local cloud cannot start, or cannot go on: one sentence for the person who started it, which says what
 *  to do about it. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code = 'local-cloud-cannot-start'
}
