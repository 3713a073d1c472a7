import { useQueries, useQuery } from '@tanstack/react-query'
import { organisation } from '../../../data.ts'
import { say } from '../../../language.ts'
import { authorities } from '../data.ts'

/** What holders are called, for choices: authorities at once, organisations as they are read. */
export const useHolderNames = (holders: readonly string[]): ((holder: string) => string) => {
  const { data: offices = [] } = useQuery(authorities())
  const firms = useQueries({
    queries: [...new Set(holders.filter((id) => id.startsWith('org_')))].map((id) => organisation(id)),
  })
  const names = new Map([
    ...offices.map(({ id, names: named }) => [id, say(named)] as const),
    ...firms.flatMap(({ data }) => (data === undefined ? [] : [[data.id, say(data.names)] as const])),
  ])
  return (holder) => names.get(holder) ?? holder
}
