import '../extract-check/extract-check.css'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { check, Fault, type Question } from '../extract-check/check.ts'
import { t } from '../extract-check/texts/index.ts'
import { Verdict } from '../extract-check/verdict.tsx'

const route = getRouteApi('/verify')

/** Whether an extract is genuine: by its code, which the address on the document brings along, or by its file. */
export const CheckExtractPage = () => {
  const { code: given = '' } = route.useSearch()
  const [code, setCode] = useState(given)
  const field = useRef<HTMLInputElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const asking = useMutation({
    mutationFn: check,
    onError: (error) => {
      if (error instanceof Fault) field.current?.focus()
    },
  })
  const ask = (question: Question) => asking.mutate(question)
  const first = useRef(given)
  useEffect(() => {
    if (first.current !== '') ask({ code: first.current.trim(), file: undefined })
    first.current = ''
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask({ code: code.trim(), file: file.current?.files?.[0] })
  }
  const fault = asking.error instanceof Fault ? asking.error.message : undefined
  const id = useId()
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <form className="check-extract" id="check" noValidate onSubmit={submit}>
        <div className="field">
          <label htmlFor="code">{t.code}</label>
          <p className="hint" id={`${id}-code`}>
            {t.codeHint}
          </p>
          <input
            ref={field}
            id="code"
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            value={code}
            aria-describedby={`${id}-code code-fault`}
            aria-invalid={fault !== undefined}
            onChange={(event) => setCode(event.target.value)}
          />
          <p className="fault" id="code-fault">
            {fault}
          </p>
        </div>
        <div className="field">
          <label htmlFor="file">{t.file}</label>
          <p className="hint" id={`${id}-file`}>
            {t.fileHint}
          </p>
          <input
            ref={file}
            id="file"
            type="file"
            accept=".pdf,.json,application/pdf,application/json"
            aria-describedby={`${id}-file`}
          />
        </div>
        <button type="submit" className="main">
          {t.check}
        </button>
      </form>
      <p className="unseen" role="status">
        {asking.isPending && t.checking}
      </p>
      {asking.error && fault === undefined && (
        <TroubleHere error={asking.error} again={() => asking.variables && ask(asking.variables)} />
      )}
      {asking.data && <Verdict told={asking.data} />}
    </>
  )
}
