import { entity } from '#kernel/entity'
import { Code, type ListName } from './model.ts'

/** The collection of a list: one Query reads a whole tree. */
export const listKey = (list: ListName): string => `LIST#${list}`

/** The collection of the codes right below one; the roots stand below no name. */
export const parentKey = (list: ListName, parent: string | null): string => `PARENT#${list}#${parent ?? ''}`

export const codeKey = (list: ListName, code: string) => ({ pk: listKey(list), sk: code })

/** One code of one list. */
export const codeEntity = entity({
  name: 'code',
  schemaVersion: 1,
  schema: Code,
  keys: ({ list, code, parent }) => ({
    ...codeKey(list, code),
    gsi1pk: parentKey(list, parent),
    gsi1sk: code,
  }),
})

/** There is one root of the regions: the deployment's whole territory. This record is taken by it. */
export const ROOT_GUARD = { pk: 'ROOT#regions', sk: 'GUARD' }

export const referenceEntities = [codeEntity]
