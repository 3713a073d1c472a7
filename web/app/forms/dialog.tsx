import './forms.css'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { t } from './texts/index.ts'

/** A question or a short form over the page; Escape and the button close it, and the focus goes back. */
export const Dialog = ({
  title,
  isOpen,
  onClose,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) => {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      {isOpen && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
          <button type="button" onClick={onClose}>
            {t.close}
          </button>
        </>
      )}
    </dialog>
  )
}
