import type { ClusterProfile, OpenDeadlines } from './ports.ts'

/** Yearly confirmations that clusters have not given. */
export const confirmationDeadlines = (profiles: () => Promise<readonly ClusterProfile[]>): OpenDeadlines => ({
  missed: async (today) =>
    (await profiles()).flatMap(({ cluster, confirmationDue: due }) =>
      due !== undefined && due < today ? [{ cluster, due }] : [],
    ),
})
