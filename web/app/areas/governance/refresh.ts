import { useQueryClient } from '@tanstack/react-query'

/** What a change of a grant changes elsewhere. */
const NAMES = ['grant', 'grants', 'matrix', 'findings', 'findings-of-all', 'explanation', 'me'] as const

/** After a grant was given or changed: all that depends on it is read anew. */
export const useRefresh = () => {
  const cache = useQueryClient()
  return () => Promise.all(NAMES.map((name) => cache.invalidateQueries({ queryKey: [name] })))
}
