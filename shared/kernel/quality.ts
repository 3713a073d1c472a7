/** The weight of one range of an `Accept…` header by its parameters (RFC 9110, 12.4.2): 1 unless said, 0 where it is
 *  malformed. */
export const qualityOf = (parameters: readonly string[]): number => {
  const said = parameters.find((parameter) => /^\s*q\s*=/i.test(parameter))
  if (said === undefined) return 1
  const digits = /=\s*([01](?:\.\d{0,3})?)\s*$/.exec(said)?.[1]
  return digits === undefined ? 0 : Math.min(1, Number(digits))
}
