import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { Act } from './act.ts'
import { Changes } from './assertion.ts'
import { Entry } from './entry.ts'
import { ClusterId } from './ids.ts'
import { Register } from './register.ts'
import { Step } from './step.ts'

/** What a register is, wherever it is kept: all but the id by which one platform knows it, and how it came there. */
export const RegisterDefinition = Register.omit({ id: true, restoration: true }).register(z.globalRegistry, {
  id: 'RegisterDefinition',
})
export type RegisterDefinition = z.output<typeof RegisterDefinition>

/** The member of a statement's changes that tells how the entry stood; all others are fields of the cluster. */
export const ENTRY_STATEMENT = 'entry'

/** What was stated about a cluster, as its register keeps it. */
export const StatementRecord = z
  .object({
    version: z
      .int()
      .min(1)
      .register(z.globalRegistry, { description: 'The version of the cluster that it led to' }),
    part: z
      .int()
      .min(0)
      .register(z.globalRegistry, { description: 'Its place among the statements made together' }),
    validFrom: CalendarDate,
    validTo: CalendarDate.nullable(),
    recordedAt: Instant,
    changes: Changes.meta({
      description:
        'Fields of the cluster with their new values, null is none; `entry`: number and status in this register',
    }),
    actor: z.string().min(1).max(200),
    act: Act.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'StatementRecord' })
export type StatementRecord = z.output<typeof StatementRecord>

/** A cluster as the register of one of its entries keeps it; what is said of it stands in the statements. */
export const RegisteredCluster = z
  .object({
    id: ClusterId,
    version: z.int().min(1),
    createdAt: Instant,
    createdBy: z.string().min(1).max(200),
    updatedAt: Instant,
    confirmedAt: Instant.exactOptional(),
    preparedBy: z
      .array(z.string())
      .register(z.globalRegistry, { description: 'Who edited it since its last entry' }),
    confirmations: z
      .array(Step)
      .register(z.globalRegistry, { description: 'Each time its editors confirmed that its facts hold' }),
  })
  .register(z.globalRegistry, { id: 'RegisteredCluster' })

/** An entry with all that its register keeps of it: its steps, its cluster, and what was stated about that. */
export const EntryRecord = z
  .object({
    version: z.int().min(1).register(z.globalRegistry, { description: 'The version of the entry' }),
    entry: Entry.omit({ register: true }),
    steps: z.array(Step),
    cluster: RegisteredCluster,
    statements: z.array(StatementRecord),
  })
  .register(z.globalRegistry, { id: 'EntryRecord' })
export type EntryRecord = z.output<typeof EntryRecord>
