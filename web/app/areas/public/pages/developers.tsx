import { Link } from '@tanstack/react-router'
import { t as common } from '../../../texts/index.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { t } from '../texts/index.ts'

const BASE = `${window.location.origin}/api/v1`

const CALLS = [
  ['clusters', `curl "${BASE}/clusters?limit=5"`],
  ['region', `curl "${BASE}/clusters?region=DE-BY&sort=date&order=desc"`],
  [
    'kpis',
    `curl "${BASE}/kpis?indicator=clusters-registered&universe=cluster&dimension=region&from=2023&to=2025"`,
  ],
  ['documents', `curl "${BASE}/documents"`],
] as const

const PERSONAS = ['ministry', 'region', 'manager', 'participant', 'analyst', 'auditor'] as const

/** How other systems use the API. */
export const DevelopersPage = () => (
  <>
    <Heading title={t.developers.title} lead={t.developers.lead} />
    <p className="ways">
      <Link to="/docs">{common.nav.docs}</Link>
      <a href="/api/v1/openapi.json">{t.developers.description}</a>
    </p>
    <h2>{t.developers.firstCalls}</h2>
    <p>{t.developers.firstCallsLead}</p>
    {CALLS.map(([name, call]) => (
      <Call key={name} about={t.developers.calls[name]} call={call} />
    ))}
    <h2>{t.developers.token}</h2>
    <p>{t.developers.tokenLead}</p>
    <Call about={t.developers.tokenCall} call="npm run --silent token -- ministry" />
    <Call
      about={t.developers.meCall}
      call={`curl -H "Authorization: Bearer $(npm run --silent token -- ministry)" "${BASE}/me"`}
    />
    <p>{t.developers.tokenElsewhere}</p>
    <Table
      caption={t.developers.accounts}
      rows={PERSONAS}
      rowKey={(persona) => persona}
      columns={[
        {
          key: 'account',
          name: t.developers.account,
          cell: (persona) => <code className="together">{persona}</code>,
        },
        { key: 'who', name: t.developers.who, cell: (persona) => t.developers.personas[persona] },
      ]}
    />
    <p>{t.developers.invented}</p>
  </>
)

const Call = ({ about, call }: { readonly about: string; readonly call: string }) => (
  <figure className="call">
    <figcaption>{about}</figcaption>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
    <pre tabIndex={0}>
      <code>{call}</code>
    </pre>
  </figure>
)
