import { expect, it } from 'vitest'
import { KIND_NAMES, type KindName } from '../../../../infra/commands/import/kinds.ts'
import { MOVED_RECORDS } from '../../../../infra/commands/import/moved-kinds.ts'
import { persistedEntities } from '../../../support/schema-digests.ts'

/** Which kinds of an export tell a stored record, by `<context>/<entity>`; what moves as it is tells itself. */
const TOLD: Readonly<Record<string, readonly KindName[]>> = {
  'reference/code': ['regions', 'industries', 'categories'],
  'governance/person': ['persons'],
  'governance/personal-data': ['persons'],
  'governance/authority': ['authorities', 'successions'],
  'governance/position': ['positions'],
  'governance/substitution': ['substitutions'],
  'governance/grant': ['grants'],
  'registry/register': ['registers'],
  'registry/entry': ['clusters'],
  'registry/cluster': ['clusters', 'drafts', 'merged-drafts'],
  'registry/application': ['applications', 'application'],
  'registry/step': ['application-step'],
  'registry/organisation': ['organisations', 'merged-organisations', 'establishments'],
  'registry/membership': ['memberships'],
  'registry/facility': ['facilities'],
  'registry/rule-set': ['rule-sets'],
  'registry/rule-set-version': ['rule-sets'],
  'monitoring/indicator': ['indicators'],
  'monitoring/indicator-version': ['indicators'],
  'monitoring/reference-metadata': ['indicators'],
  'monitoring/observation': ['observations'],
  'monitoring/target': ['targets'],
  'knowledge/document': ['documents'],
  'knowledge/document-version': ['documents'],
  'extracts/extract': ['extracts'],
  'extracts/extract-file': ['extracts'],
}

const DERIVED = 'made from the records that are told, in the same transaction or by a job'
const GUARD = 'a guard that importing those records makes anew'
const HISTORY = 'what a record said before: moved by the export of a register whole, or by a backup'
const SECRET = 'opens something, and belongs to one platform'
const HAPPENED = 'says what happened on one platform'

/** What an export leaves out, and why. docs/import-export.md tells it to people. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'governance/holder': DERIVED,
  'governance/pointer': GUARD,
  'governance/capability': DERIVED,
  'governance/api-key': SECRET,
  'governance/key-credential': SECRET,
  'governance/person-key': SECRET,
  'registry/register-code': GUARD,
  'registry/counter': DERIVED,
  'registry/imported-entry': GUARD,
  'registry/restored-entry': GUARD,
  'registry/notice': HAPPENED,
  'registry/assertion': HISTORY,
  'registry/imported-draft': GUARD,
  'registry/cluster-facts': DERIVED,
  'registry/cluster-listing': DERIVED,
  'registry/managed-cluster': DERIVED,
  'registry/identifier': GUARD,
  'registry/namesake': GUARD,
  'registry/organisation-listing': DERIVED,
  'registry/name-key': DERIVED,
  'registry/former-membership': HISTORY,
  'registry/held-memberships': GUARD,
  'registry/facility-listing': DERIVED,
  'registry/unfinished': 'work under way, which is done within minutes',
  'monitoring/run': HAPPENED,
  'monitoring/observation-version': HISTORY,
  'monitoring/cell': DERIVED,
  'monitoring/mark': DERIVED,
  'monitoring/mark-aside': DERIVED,
  'monitoring/member-link': SECRET,
  'knowledge/document-listing': DERIVED,
  'delivery/address-stop': HAPPENED,
  'delivery/delivery': HAPPENED,
  'delivery/failure-handling': HAPPENED,
  'delivery/failure-order': HAPPENED,
  'delivery/message-content': HAPPENED,
  'delivery/redrive': HAPPENED,
  'audit/audit-record': 'exported by npm run audit:export; a trail is of one platform',
  'audit/sealed-day': 'exported by npm run audit:export; a trail is of one platform',
}

it('tells every kind of stored record, or says why not', async () => {
  const moved = new Set(Object.values(MOVED_RECORDS).map(({ entity }) => entity))
  const stored = [...(await persistedEntities()).keys()]
  const isMoved = (name: string) => moved.has(name.slice(name.indexOf('/') + 1))
  expect(stored.filter((name) => !(name in TOLD) && !(name in LEFT_OUT) && !isMoved(name))).toEqual([])
  expect(Object.keys(LEFT_OUT).filter((name) => name in TOLD || isMoved(name))).toEqual([])
  expect([...Object.keys(TOLD), ...Object.keys(LEFT_OUT)].filter((name) => !stored.includes(name))).toEqual(
    [],
  )
})

it('has no kind that tells nothing', () => {
  const telling = new Set<string>([...Object.values(TOLD).flat(), ...Object.keys(MOVED_RECORDS)])
  expect(KIND_NAMES.filter((kind) => !telling.has(kind))).toEqual([])
})
