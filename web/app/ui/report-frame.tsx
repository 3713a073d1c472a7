import './report-frame.css'
import { useQuery } from '@tanstack/react-query'
import { shownReport } from '../data.ts'
import { TroubleHere } from './trouble.tsx'
import { Waiting } from './waiting.tsx'

/** The page that came with a report. It has no scripts, and could run none here. */
export const ReportFrame = ({
  run,
  name,
  title,
}: {
  readonly run: string
  /** Of the file: `en.html`. */
  readonly name: string
  readonly title: string
}) => {
  const found = useQuery(shownReport(run, name))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={12} />
  return <iframe className="report" sandbox="" src={found.data.url} title={title} />
}
