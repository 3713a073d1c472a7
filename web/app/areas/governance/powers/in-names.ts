/** What the API says of a grant, with names for codes and words for the grant's id.
 *  @param nameOf the name of a code, `*` among them; undefined for other words */
export const inNames = (
  detail: string,
  grant: string,
  thisGrant: string,
  nameOf: (word: string) => string | undefined,
): string =>
  detail
    .replace(grant, thisGrant)
    .replaceAll(/[\p{L}\d_]+(?:-[\p{L}\d_]+)*|\*/gu, (word) => nameOf(word) ?? word)
