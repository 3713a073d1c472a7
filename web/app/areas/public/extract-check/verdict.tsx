import { useEffect, useRef } from 'react'
import { troubleOf } from '../../../api.ts'
import { moment } from '../../../format.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Facts } from '../../../ui/facts.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { extracts } from '../api.ts'
import { useDownload } from '../ui/download.ts'
import type { Told } from './check.ts'
import { fieldName, fieldOf, inWords, lastInWords } from './in-words.ts'
import { t } from './texts/index.ts'

const FORMATS = ['pdf', 'json'] as const

/** What of the content is shown, so that a paper can be held against it. */
const SHOWN = [
  '/register/names',
  '/entry/number',
  '/facts/names',
  '/entry/status',
  '/entry/statusSince',
  '/entry/validUntil',
  '/facts/seat',
  '/facts/regions',
  '/facts/primaryCategory',
  '/facts/managementOrganisation',
]

/** The answer of the register; the reader is led to it. */
export const Verdict = ({ told }: { readonly told: Told }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [told])
  return (
    <section id="answer" className="verdict" aria-labelledby="verdict" data-state={told.state}>
      <h2 id="verdict" ref={heading} tabIndex={-1}>
        {told.verdict}
      </h2>
      <p>{told.explained}</p>
      {told.issued?.training && <p className="notice">{t.training}</p>}
      {told.issued && <Issued issued={told.issued} />}
    </section>
  )
}

const Issued = ({ issued }: { readonly issued: NonNullable<Told['issued']> }) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  const nameOf = (code: string) => categories.nameOf(regions.nameOf(code))
  const { extract, content } = issued
  const download = useDownload((format: (typeof FORMATS)[number]) =>
    extracts.downloadExtract({ params: { code: extract.code, format } }),
  )
  return (
    <div id="details">
      {issued.result !== 'current' && issued.changes.length > 0 && (
        <>
          <h3>{t.changes(inWords(issued.changedSince, nameOf))}</h3>
          <Facts
            facts={issued.changes.map(({ field, before, after, inForceSince, since }) => [
              fieldName(field),
              t.change(
                lastInWords(before, nameOf),
                lastInWords(after, nameOf),
                inWords(inForceSince, nameOf),
                inWords(since, nameOf),
              ),
            ])}
          />
        </>
      )}
      <h3>{t.extract}</h3>
      <Facts
        facts={[
          ...SHOWN.map(
            (pointer) =>
              [
                fieldName(pointer),
                inWords(fieldOf(content, ...pointer.slice(1).split('/')), nameOf),
              ] as const,
          ),
          [t.names.asOf, inWords(extract.asOf, nameOf)],
          [t.names.knownAt, moment(extract.knownAt)],
          [t.names.issuedAt, moment(extract.issuedAt)],
          [t.names.code, <code key="code">{extract.code}</code>],
        ]}
      />
      <p className="ways">
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            disabled={download.isPending}
            onClick={() => download.mutate(format)}
          >
            {t.download(format.toUpperCase())}
          </button>
        ))}
      </p>
      {download.error &&
        (troubleOf(download.error) === 'missing' ? (
          <p className="notice" role="status">
            {t.notReady}
          </p>
        ) : (
          <TroubleHere
            error={download.error}
            again={() => download.variables && download.mutate(download.variables)}
          />
        ))}
    </div>
  )
}
