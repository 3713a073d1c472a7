import * as z from 'zod'
import type { Capability } from '../../kernel/access.ts'
import type { KeyCredential } from '../../kernel/api-key.ts'
import { CalendarDate, Instant } from '../../kernel/clock.ts'
import { idOf } from '../../kernel/ids.ts'
import { Power } from '../../kernel/powers.ts'
import { HolderId, HolderName } from './ids.ts'
import { type FullBook, heldBy, usable } from './life.ts'
import { Territory } from './territory.ts'

export const ApiKeyId = idOf('key').meta({ id: 'ApiKeyId' })
export type ApiKeyId = z.output<typeof ApiKeyId>

/** Days that a key lives at most: two years. */
export const LONGEST_LIFE = 731

/** Days for which a replaced secret still works at most. */
export const LONGEST_OVERLAP = 90

/** Keys whose secret one person was shown: each stands in the record that is read at that person's every request. */
export const KEYS_PER_PERSON = 100

/** What a machine may be empowered to do. `explicit`: decisions, which are taken over by machines only where a person
 *  says so for this key, as for importing the register that an authority has kept so far. `never`: what decides who may do
 *  what, cannot be undone, or has to be somebody's own decision. */
export const USE_BY_MACHINES: Readonly<Record<Power, 'yes' | 'explicit' | 'never'>> = {
  'cluster.register': 'explicit',
  'cluster.suspend': 'never',
  'cluster.remove': 'never',
  'cluster.edit': 'yes',
  'membership.confirm': 'explicit',
  'register.restore': 'never',
  'waiver.grant': 'never',
  'rule-set.manage': 'never',
  'facility.manage': 'yes',
  'organisation.edit': 'yes',
  'code-list.manage': 'yes',
  'indicator.manage': 'yes',
  'kpi.submit': 'yes',
  'kpi.verify': 'explicit',
  'target.set': 'yes',
  'campaign.manage': 'yes',
  'report.schedule': 'yes',
  'statistics.import': 'yes',
  'release.publish': 'explicit',
  'embargo.read': 'never',
  'document.publish': 'yes',
  'power.grant': 'never',
  'api-key.manage': 'never',
  'person.erase': 'never',
  'audit.read': 'yes',
  'job.redrive': 'yes',
}

/** What is said of a key when it is made. */
const ApiKeyContent = z.object({
  holder: HolderId,
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .register(z.globalRegistry, { description: 'Which system uses it, and what for' }),
  powers: z.array(Power).min(1).max(40),
  territory: Territory,
  categories: z.array(z.string().min(1).max(40)).min(1).max(100).exactOptional(),
  mayDecide: z.boolean().default(false).register(z.globalRegistry, {
    description: 'Whether its powers may include cluster.register, kpi.verify, membership.confirm',
  }),
  requestsPerMinute: z.number().int().min(1).max(6000).default(600),
  expiresOn: CalendarDate.meta({
    description: 'The first day (UTC) on which it no longer works, at most two years ahead',
  }),
})

export const ApiKeyRequest = ApiKeyContent.extend({ holder: HolderName })

/** An account of a machine: it acts for an authority or organisation, within the holder's grants and its own scope. */
export const ApiKey = ApiKeyContent.extend({
  id: ApiKeyId,
  createdBy: z.string(),
  createdAt: Instant,
  /** The people to whom a secret of it was shown. */
  shownTo: z.array(z.string()),
  /** Oldest first; at most two work at a time. */
  secrets: z.array(z.object({ digest: z.string(), from: Instant, until: Instant.nullable() })),
  revokedAt: Instant.nullable(),
})
export type ApiKey = z.output<typeof ApiKey>

/** A key as it is shown: without the digests. */
export const ApiKeyView = ApiKey.omit({ secrets: true })
  .extend({
    secrets: z.array(z.object({ from: Instant, until: Instant.nullable() })),
    lastUsedAt: Instant.nullable().register(z.globalRegistry, { description: 'Noted about once an hour' }),
  })
  .register(z.globalRegistry, { id: 'ApiKey' })

/** A key with a secret that is shown this once. */
export const ApiKeyWithToken = ApiKeyView.extend({
  token: z
    .string()
    .register(z.globalRegistry, { description: 'Shown once: send it as Authorization: Bearer' }),
}).register(z.globalRegistry, { id: 'ApiKeyWithToken' })

/** How a key gets a new secret. */
export const RotationRequest = z.object({
  oldUntil: Instant.exactOptional().register(z.globalRegistry, {
    description: 'To when the secret in use still works: 24 hours from now unless said, at most 90 days',
  }),
  expiresOn: CalendarDate.exactOptional().register(z.globalRegistry, {
    description: 'A new last day, at most two years ahead',
  }),
})

/** Whether a key can ever work again. */
export const isLive = ({ revokedAt, expiresOn }: ApiKey, at: Instant): boolean =>
  revokedAt === null && at.slice(0, 10) < expiresOn

/** What authentication has to know of a key. Pure. */
export const credentialOf = (key: ApiKey): KeyCredential => {
  const { id, holder, powers, territory, categories, requestsPerMinute, createdAt, expiresOn, shownTo } = key
  return {
    id,
    from: createdAt.slice(0, 10),
    expiresOn,
    secrets: key.revokedAt === null ? key.secrets.map(({ digest, until }) => ({ digest, until })) : [],
    scope: { holder, powers, territory, ...(categories && { categories }), requestsPerMinute },
    shownTo,
  }
}

/** What a key may do: of each grant of its holder the part that falls within the key's life and powers. Its territory
 *  and categories stay conditions of their own, asked beside the grant's at each decision, so that a key never covers what its
 *  holder does not, whatever becomes of the tree of regions. Pure. */
export const keyCapabilityFrom = (
  { id, from, expiresOn, scope: { holder, powers }, shownTo }: KeyCredential,
  book: FullBook,
): Capability => ({
  subject: id,
  person: id,
  positions: [],
  grants: heldBy(holder, book)
    .filter(({ grant }) => powers.includes(grant.power))
    .map((held) => usable({ holder, from, to: expiresOn }, held)),
  alsoKnownAs: shownTo,
})
