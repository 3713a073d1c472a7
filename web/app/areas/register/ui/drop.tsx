import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../../forms/dialog.tsx'
import { Refused } from '../../../ui/trouble.tsx'

/** Deletes something once the person was asked whether they mean it. */
export const Drop = ({
  action,
  text,
  drop,
  onDone,
}: {
  readonly action: string
  /** What that means. */
  readonly text: string
  readonly drop: () => Promise<unknown>
  readonly onDone: () => unknown
}) => {
  const [isOpen, open] = useState(false)
  const dropping = useMutation({ mutationFn: drop, onSuccess: onDone })
  return (
    <p>
      <button type="button" onClick={() => open(true)}>
        {action}
      </button>
      <Dialog title={action} isOpen={isOpen} onClose={() => open(false)}>
        <p>{text}</p>
        {dropping.error && <Refused error={dropping.error} />}
        <button
          type="button"
          className="main"
          disabled={dropping.isPending}
          onClick={() => dropping.mutate()}
        >
          {action}
        </button>
      </Dialog>
    </p>
  )
}
