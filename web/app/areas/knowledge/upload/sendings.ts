import { useSyncExternalStore } from 'react'
import { sendFile, type Upload } from './send-file.ts'

/** How far a file is on its way to the store. */
export interface Sending {
  readonly version: number
  readonly file: File
  readonly step:
    | { readonly name: 'sending'; readonly sent: number }
    | { readonly name: 'arrived' }
    | { readonly name: 'broken'; readonly error: unknown }
}

/** The files on their way, by document. They go on while people look at other pages. */
const sendings = new Map<string, Sending>()
const listeners = new Set<() => void>()

const set = (document: string, sending: Sending): void => {
  sendings.set(document, sending)
  const isUnderWay = [...sendings.values()].some(({ step }) => step.name === 'sending')
  if (isUnderWay) window.addEventListener('beforeunload', askFirst)
  else window.removeEventListener('beforeunload', askFirst)
  for (const listener of listeners) listener()
}

/** Whoever closes the window would break off what is being sent. */
const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Sends the file of a version; how far it is, is told by `useSending`. */
export const beginSending = (document: string, version: number, upload: Upload, file: File): void => {
  const tell = (step: Sending['step']) => set(document, { version, file, step })
  tell({ name: 'sending', sent: 0 })
  sendFile(upload, file, (sent) => tell({ name: 'sending', sent })).then(
    () => tell({ name: 'arrived' }),
    (error: unknown) => tell({ name: 'broken', error }),
  )
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The file of a document that was sent last from this window. */
export const useSending = (document: string): Sending | undefined =>
  useSyncExternalStore(subscribe, () => sendings.get(document))
