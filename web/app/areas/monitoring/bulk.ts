import { ApiProblem } from '#kernel/client'

interface Result {
  readonly rows: readonly { readonly outcome: string; readonly code?: string; readonly reason?: string }[]
}

/** For a form that sends one row: a rejected row is told as the API tells a refused call.
 *  @throws ApiProblem when the row was rejected */
export const refuseRejected = ({ rows }: Result): void => {
  const rejected = rows.find(({ outcome }) => outcome === 'rejected')
  if (rejected !== undefined)
    throw new ApiProblem(new Response(null, { status: 422 }), {
      code: rejected.code,
      detail: rejected.reason,
    })
}
