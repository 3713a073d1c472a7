import type { Kind } from '#imports/kind'
import { DECLARED } from '#imports/kinds'
import { MOVED } from './moved-kinds.ts'

export { KIND_NAMES, type Kind, type KindName } from '#imports/kind'

const BY_NAME: ReadonlyMap<string, Kind> = new Map([...DECLARED, ...MOVED].map((kind) => [kind.name, kind]))

/** The kind of a name; undefined for none. */
export const kindNamed = (name: string): Kind | undefined => BY_NAME.get(name)
