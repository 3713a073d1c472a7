import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Heading } from '../ui/heading.tsx'
import { SignInButton } from '../ui/sign-in-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { CHANNEL, pendingOf } from './pending.ts'
import { complete } from './sign-in.ts'
import { t } from './texts/index.ts'

/** With what the service sent somebody back: a code is good for one exchange, and the address is cleared of it. */
const answer = location.search

const exchange = async (): Promise<string | undefined> => {
  const pending = pendingOf(new URLSearchParams(answer).get('state') ?? '')
  if (pending?.beside !== true) return complete(answer)
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(answer)
  channel.close()
  window.close()
  return undefined
}

let exchanged: Promise<string | undefined> | undefined

/** Ends a sign-in: back to where the person was, or to the window that asked for it. */
export const SignedIn = () => {
  const router = useRouter()
  const [state, setState] = useState<'waiting' | 'beside' | 'refused'>('waiting')
  useEffect(() => {
    exchanged ??= exchange()
    exchanged.then(
      (back) => (back === undefined ? setState('beside') : router.navigate({ href: back, replace: true })),
      () => setState('refused'),
    )
  }, [router])
  if (state === 'waiting')
    return (
      <>
        <Heading title={t.signingIn} />
        <Waiting lines={3} />
      </>
    )
  if (state === 'beside') return <Heading title={t.beside.title} lead={t.beside.text} />
  return (
    <>
      <Heading title={t.refused.title} lead={t.refused.text} />
      <SignInButton />
    </>
  )
}
