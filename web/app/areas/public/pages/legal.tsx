import { useQuery } from '@tanstack/react-query'
import { getRouteApi, notFound } from '@tanstack/react-router'
import { language } from '../../../language.ts'
import { t as common } from '../../../texts/index.ts'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { operatorText } from '../data.ts'

const route = getRouteApi('/legal/$text')

type Name = keyof typeof common.legal

const isName = (text: string): text is Name => text in common.legal

/** A text that whoever runs the platform answers for. It is plain text: paragraphs between empty lines, headings after
 *  `## `. */
export const LegalPage = () => {
  const { text } = route.useParams()
  if (!isName(text)) throw notFound()
  return (
    <>
      <Heading title={common.legal[text]} />
      <Text name={text} />
    </>
  )
}

const Text = ({ name }: { readonly name: Name }) => {
  const found = useQuery(operatorText(name, language))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (found.data === undefined) return <Waiting lines={8} />
  return found.data
    .trim()
    .split(/\n{2,}/)
    .map((part) => (part.startsWith('## ') ? <h2 key={part}>{part.slice(3)}</h2> : <p key={part}>{part}</p>))
}
