import { queryOptions } from '@tanstack/react-query'
import type { Power } from '#kernel/powers'
import { after, paged, type Query, read, wholeList } from '../../query.ts'
import { governance } from './api.ts'
import { POWERS } from './powers/names.ts'

/** What the pages on powers read. What is decided upon is never shown from the cache alone. */

const FRESH = { staleTime: 0, refetchOnWindowFocus: false } as const

/** An answer with the version that a change of it has to name. */
const versioned = <T>(
  name: string,
  asked: unknown,
  call: () => Promise<{ readonly body: T; readonly version: number | undefined }>,
) =>
  queryOptions({
    queryKey: [name, asked],
    queryFn: async () => {
      const { body, version = 0 } = await call()
      return { body, version }
    },
    ...FRESH,
  })

/** A list that is read whole. */
const whole = <T>(
  name: string,
  asked: unknown,
  page: (
    cursor: string | undefined,
  ) => Promise<{ readonly body: { readonly items: readonly T[]; readonly next: string | null } }>,
) => read(name, asked, async () => ({ body: await wholeList(page) }))

export const authorities = () =>
  whole('authorities', null, (cursor) =>
    governance.listAuthorities({ query: { limit: 200, ...after(cursor) } }),
  )

/** An authority with its version. */
export const authority = (authorityId: string) =>
  versioned('authority-to-change', authorityId, () => governance.getAuthority({ params: { authorityId } }))

type MatrixQuery = Query<typeof governance.powersMatrix>

/** Who holds which power over what: all of it, for the matrix or of one holder. */
export const matrix = (query: MatrixQuery) =>
  whole('matrix', query, (cursor) =>
    governance.powersMatrix({ query: { limit: 200, ...query, ...after(cursor) } }),
  )

/** The same page by page. */
export const grants = (query: MatrixQuery) =>
  paged('grants', query, (cursor) =>
    governance.powersMatrix({ query: { limit: 50, ...query, ...after(cursor) } }),
  )

export const findings = (power: Power, asOf: string | undefined) =>
  read('findings', [power, asOf], () =>
    governance.powerFindings({ query: { power, ...(asOf !== undefined && { asOf }) } }),
  )

/** So many powers are examined at once. */
const AT_ONCE = 4

/** The findings of all powers, in their order. */
export const findingsOfAll = (asOf: string | undefined) =>
  read('findings-of-all', asOf, async () => {
    const body = []
    for (let start = 0; start < POWERS.length; start += AT_ONCE) {
      const found = await Promise.all(
        POWERS.slice(start, start + AT_ONCE).map((power) =>
          governance.powerFindings({ query: { power, ...(asOf !== undefined && { asOf }) } }),
        ),
      )
      body.push(...found.map((answer) => answer.body))
    }
    return { body }
  })

export type Question = Query<typeof governance.explainPower>
export const explanation = (query: Question) => ({
  ...read('explanation', query, () => governance.explainPower({ query })),
  ...FRESH,
})

/** A grant with its version. */
export const grant = (grantId: string) =>
  versioned('grant', grantId, () => governance.getGrant({ params: { grantId } }))

export const persons = () => ({
  ...whole('persons', null, (cursor) => governance.listPersons({ query: { limit: 200, ...after(cursor) } })),
  ...FRESH,
})

/** A person with the version. */
export const person = (personId: string) =>
  versioned('person', personId, () => governance.getPerson({ params: { personId } }))

/** Positions, of one holder or of all. */
export const positions = (holder: string | undefined) => ({
  ...whole('positions', holder, (cursor) =>
    governance.listPositions({
      query: { limit: 200, ...(holder !== undefined && { holder }), ...after(cursor) },
    }),
  ),
  ...FRESH,
})

/** A position with its version. */
export const position = (positionId: string) =>
  versioned('position', positionId, () => governance.getPosition({ params: { positionId } }))

/** Acting officials, of one holder or of all. */
export const substitutions = (holder: string | undefined) => ({
  ...whole('substitutions', holder, (cursor) =>
    governance.listSubstitutions({
      query: { limit: 200, ...(holder !== undefined && { holder }), ...after(cursor) },
    }),
  ),
  ...FRESH,
})

/** A substitution with its version. */
export const substitution = (substitutionId: string) =>
  versioned('substitution', substitutionId, () => governance.getSubstitution({ params: { substitutionId } }))

export const apiKeys = () => ({
  ...paged('api-keys', null, (cursor) => governance.listApiKeys({ query: { limit: 50, ...after(cursor) } })),
  ...FRESH,
})

/** An API key with its version. */
export const apiKey = (keyId: string) =>
  versioned('api-key', keyId, () => governance.getApiKey({ params: { keyId } }))

export const personalData = (personId: string) => ({
  ...read('personal-data', personId, () => governance.exportPersonalData({ params: { personId } })),
  ...FRESH,
})
