import { useMutation, useQueryClient } from '@tanstack/react-query'
import { tell } from '../../../ui/done.ts'
import { failures } from '../api.ts'
import { t } from '../texts/failures/index.ts'

/** Has a failure redriven, by its id. */
export const useRedrive = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (failureId: string) =>
      failures.redriveFailure({ params: { failureId }, idempotencyKey: crypto.randomUUID() }),
    // Refused, it was handled or is being redriven meanwhile: the page is to show that, too.
    onSettled: async (_, error) => {
      await Promise.all(['failure', 'failures'].map((name) => cache.invalidateQueries({ queryKey: [name] })))
      if (error === null) tell(t.asked)
    },
  })
}
