import '../../../../forms/forms.css'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#kernel/client'
import { cluster as clusterOf } from '../../../../data.ts'
import { language, say } from '../../../../language.ts'
import { forgetUnseen } from '../../../../query.ts'
import { MayNot, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Refused } from '../../../../ui/trouble.tsx'
import { campaigns } from '../../api.ts'
import { campaignOf, formOf } from '../../data.ts'
import { controlOf } from '../../entry/cells.ts'
import { COLUMNS, cellName, held, nameOf, toSend } from '../../entry/edits.ts'
import { type Entry, useEntry } from '../../entry/use-entry.ts'
import { t } from '../../texts/campaigns/index.ts'
import { askedIn, whyShut } from '../../ui/campaigns/campaign-words.ts'
import { EntryGrid } from '../../ui/campaigns/entry-grid.tsx'
import { TableFiles } from '../../ui/campaigns/table-files.tsx'

const route = getRouteApi('/campaigns/$id/entry/$cluster')

/** A cluster's form in a campaign, filled in as in a spreadsheet. */
export const EntryPage = () => {
  const { id, cluster } = route.useParams()
  const { data: subject } = useSuspenseQuery(clusterOf(cluster))
  const { data: about } = useSuspenseQuery(campaignOf(id))
  const { data: filled } = useSuspenseQuery(formOf(id, cluster))
  const regions = useCodes('regions').all
  const name = say(subject.names)
  const title = t.entry.title(name, say(about.campaign.name))
  const may = useMay('kpi.submit', {
    regions: subject.regions.map((code) => pathOf(regions, code)),
    category: subject.primaryCategory,
    cluster,
  })
  const entry = useEntry({ campaign: id, cluster, title, initial: filled.form, version: filled.version })
  const shut = whyShut(about.campaign, entry.form)
  return (
    <>
      <Heading title={name} lead={say(about.campaign.name)} />
      <p>{askedIn(about.campaign)}</p>
      <p className="ways">
        <Link to="/campaigns/$id" params={{ id }}>
          {t.entry.back}
        </Link>
        {may.may && (
          <Link to="/campaigns/$id/members/$cluster" params={{ id, cluster }}>
            {t.entry.members}
          </Link>
        )}
      </p>
      <MayNot of={may} />
      {may.may && shut !== undefined && <p className="notice">{shut}</p>}
      {entry.form.comment !== undefined && (
        <p className="notice">
          <strong>{t.entry.returned}</strong> {entry.form.comment}
        </p>
      )}
      {may.may && shut === undefined && <p className="quiet">{t.entry.how}</p>}
      <EntryGrid entry={entry} checks={about.campaign.checks} isOpen={may.may && shut === undefined} />
      {may.may && shut === undefined && <Sending entry={entry} campaign={id} />}
      {may.may && about.campaign.status === 'open' && <TableFiles campaign={id} onUploaded={entry.reread} />}
    </>
  )
}

/** How far what was typed is, and the submission of the whole. */
const Sending = ({ entry, campaign }: { readonly entry: Entry; readonly campaign: string }) => {
  const { cluster, figures } = entry.form
  const cache = useQueryClient()
  const [trouble, setTrouble] = useState<unknown>()
  const [isSubmitting, setSubmitting] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (trouble !== undefined) place.current?.focus()
  }, [trouble])
  const submit = async () => {
    setSubmitting(true)
    setTrouble(undefined)
    try {
      if (!(await entry.flush())) return focusFirst(entry)
      const { form, version } = entry.now()
      const answer = await campaigns.submitForm({
        params: { campaignId: campaign, cluster },
        version,
        idempotencyKey: `submit-${campaign}-${form.cluster}-${version}`,
      })
      entry.take(answer.body, answer.version ?? version + 1)
      forgetUnseen(cache)
      void cache.invalidateQueries({ queryKey: ['waiting', 'duties'] })
      tell(t.entry.submitted)
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) await entry.reread().catch(() => undefined)
      setTrouble(error)
    } finally {
      setSubmitting(false)
    }
  }
  const faults = trouble instanceof ApiProblem ? trouble.faults : []
  return (
    <>
      {trouble !== undefined && (
        <div className="notice" role="alert" tabIndex={-1} ref={place}>
          {faults.length === 0 ? (
            <Refused error={trouble} />
          ) : (
            <>
              <p>
                <strong>{t.entry.notYet}</strong>
              </p>
              <ul>
                {faults.map(({ pointer, detail }) => {
                  const names = pointer.replace('/figures/', '').split(',')
                  const figure = figures.find((one) => names.includes(nameOf(one)))
                  return (
                    <li key={`${pointer} ${detail}`}>
                      {figure === undefined ? (
                        detail
                      ) : (
                        <a
                          href={`#${controlOf('value', figure)}`}
                          onClick={(event) => {
                            event.preventDefault()
                            document.getElementById(controlOf('value', figure))?.focus()
                          }}
                        >
                          {detail}
                        </a>
                      )}
                    </li>
                  )
                })}
              </ul>
            </>
          )}
        </div>
      )}
      {entry.trouble !== undefined && <Refused error={entry.trouble} />}
      <div className="ways sending">
        <button type="button" className="main" disabled={isSubmitting} onClick={() => void submit()}>
          {t.entry.submit}
        </button>
        <p role="status">{progressText(entry)}</p>
      </div>
    </>
  )
}

/** Leads to the first cell that the platform does not have. */
const focusFirst = ({ form, now }: Entry): void => {
  const { edits } = now()
  const [first] = form.figures.flatMap((figure) =>
    COLUMNS.filter((column) => edits[cellName(column, figure)] !== undefined).map((column) =>
      controlOf(column, figure),
    ),
  )
  if (first !== undefined) document.getElementById(first)?.focus()
}

const progressText = ({ edits, form, refused, sending, isKept }: Entry): string => {
  const count = Object.keys(edits).length
  if (sending === 'sending') return t.entry.saving
  if (count === 0)
    return form.figures.some((figure) => held('value', figure) !== '') ? t.entry.saved : t.entry.empty
  if (!isKept) return t.entry.notKept
  if (sending === 'kept') return t.entry.kept(count)
  const ready = toSend(edits, form.figures, language, { refused, typing: undefined })
  return ready.length === 0 ? t.entry.toCorrect(count) : t.entry.typing
}
