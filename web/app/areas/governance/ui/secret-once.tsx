import { useEffect, useRef, useState } from 'react'
import { t } from '../texts/index.ts'

/** The secret of an API key, which nobody can show again, with a call that is ready to be tried. */
export const SecretOnce = ({ token }: { readonly token: string }) => {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [])
  const call = `curl -H "Authorization: Bearer ${token}" "${window.location.origin}/api/v1/me"`
  return (
    <section className="secret" aria-labelledby="secret" tabIndex={-1} ref={place}>
      <h2 id="secret">{t.keys.secret}</h2>
      <p>{t.keys.secretOnce}</p>
      <Copied name={t.keys.token} text={token} />
      <Copied name={t.keys.call} text={call} />
    </section>
  )
}

/** A text with a button that copies it. */
const Copied = ({ name, text }: { readonly name: string; readonly text: string }) => {
  const [state, setState] = useState<'copied' | 'refused'>()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  return (
    <figure className="call">
      <figcaption>{name}</figcaption>
      <pre>
        <code>{text}</code>
      </pre>
      <p className="ways">
        <button type="button" aria-label={t.keys.copyOne(name)} onClick={() => void copy()}>
          {t.keys.copy}
        </button>
        <span role="status">{state && t.keys.copying[state]}</span>
      </p>
    </figure>
  )
}
