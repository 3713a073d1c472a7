import type { Clock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { missedDeadlines } from '../campaigns/readers.ts'
import type { ClusterProfile, OpenDeadlines } from './ports.ts'

/** Yearly confirmations that clusters have not given. */
export const confirmationDeadlines = (profiles: () => Promise<readonly ClusterProfile[]>): OpenDeadlines => ({
  kind: 'confirmation',
  missed: async (today) =>
    (await profiles()).flatMap(({ cluster, confirmationDue: due }) =>
      due !== undefined && due < today ? [{ cluster, due }] : [],
    ),
})

/** Forms of open campaigns that clusters have not submitted. */
export const campaignDeadlines = (table: Table, clock: Clock): OpenDeadlines => ({
  kind: 'campaign',
  missed: async () =>
    (await missedDeadlines(table, clock())).map(({ cluster, deadline: due }) => ({ cluster, due })),
})
