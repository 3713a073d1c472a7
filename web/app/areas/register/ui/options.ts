/** Codes with what they are called, for a choice. */
export const optionsOf = <V extends string>(
  codes: readonly V[],
  names: Readonly<Record<V, string>>,
): readonly (readonly [code: V, name: string])[] => codes.map((code) => [code, names[code]] as const)
