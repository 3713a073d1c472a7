import { useEffect, useRef, useState } from 'react'
import { t } from '../../texts/members/index.ts'

/** The link of a member's form: shown once, to be handed on. It gets the focus when it comes. */
export const MemberLink = ({ name, token }: { readonly name: string; readonly token: string }) => {
  const link = `${location.origin}/member-form#${token}`
  const [isCopied, setCopied] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    setCopied(false)
    if (link !== '') place.current?.focus()
  }, [link])
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="notice" tabIndex={-1} ref={place}>
      <p>
        <strong>{t.linkFor(name)}</strong> {t.once}
      </p>
      <p>
        <code className="together">{link}</code>
      </p>
      <p className="ways">
        <button type="button" onClick={() => void copy()}>
          {t.copy}
        </button>
        <span role="status">{isCopied && t.copied}</span>
      </p>
    </div>
  )
}
