import { useQuery } from '@tanstack/react-query'
import { codesOf } from '../data.ts'
import { codeName } from '../ui/codes.ts'
import { t as words } from '../words/index.ts'
import { type Dimension, GROUP_LISTS } from './group-lists.ts'

/** What the groups of a dimension are called. */
export const useGroupNames = (dimension: Dimension): ((code: string) => string) => {
  const list = GROUP_LISTS[dimension]
  const { data } = useQuery({ ...codesOf(list ?? 'regions'), enabled: list !== undefined })
  const names = new Map(data?.map((code) => [code.code, codeName(code)]))
  const known: Readonly<Partial<Record<string, string>>> = dimension === 'stage' ? words.stages : words.types
  return (code) => (list === undefined ? known[code] : names.get(code)) ?? code
}
