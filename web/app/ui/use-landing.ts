import { useRef } from 'react'

/** Where the focus goes when what had it is done and gone: a heading above it, with `tabIndex={-1}`. */
export const useLanding = () => {
  const ref = useRef<HTMLHeadingElement>(null)
  return { ref, land: () => ref.current?.focus() }
}
