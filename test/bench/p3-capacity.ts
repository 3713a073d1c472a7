import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { LocalCloud } from '../../infra/local/main/cloud.ts'
import { sumOf, textOf } from '../support/parts.ts'
import { startSampledCloud } from '../support/sampled-cloud.ts'
import { atMost, type Group, type Line } from './group.ts'
import { compositionOperations } from './p3/composition.ts'
import { importOperations } from './p3/imports.ts'
import type { Ask, Operation } from './p3/operation.ts'
import { powerOperations } from './p3/powers.ts'
import { procedureOperations } from './p3/procedure.ts'
import { recordOperations } from './p3/records.ts'
import { ruleSetOperations } from './p3/rule-sets.ts'

const MOST_OF_READ = 1
const MOST_OF_WRITE = 1.25

const Uses = z.array(
  z.object({
    caller: z.string(),
    table: z.string(),
    reads: z.number(),
    writes: z.number(),
    requests: z.number(),
  }),
)

interface Measured {
  readonly operation: Operation
  readonly status: number
  /** The answer, where it was refused. */
  readonly refusal?: string
  readonly reads: number
  readonly writes: number
  /** By function and table, what streams and the capability cost included. */
  readonly uses: z.output<typeof Uses>
}

/** P3: capacity units of each operation of a running platform. */
export const p3Capacity: Group = {
  id: 'p3',
  question: 'capacity units of each operation against the theoretical least',
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'agglomera-bench-'))
    const cloud = await startSampledCloud({ dataDir })
    try {
      await cloud.drained()
      return reportOf(await measureAll(cloud))
    } finally {
      await cloud.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

const measureAll = async (cloud: LocalCloud): Promise<readonly Measured[]> => {
  const counter = `${cloud.endpoints.dynamodb}/_capacity`
  const measured: Measured[] = []
  for (const operation of await operationsOn(asking(cloud))) {
    // Once before: what a process reads once a minute (code lists, the caller's powers) is no part of an operation.
    await (await operation.ready())()
    const request = await operation.ready()
    await cloud.drained()
    await fetch(counter, { method: 'PUT' })
    const response = await request()
    const refusal = response.ok ? undefined : await response.text()
    const uses = Uses.parse(await (await fetch(counter, { method: 'DELETE' })).json())
    const own = uses.filter(
      ({ caller, table }) =>
        /api/i.test(caller) && (operation.powers === true || !table.includes(governanceOf(cloud))),
    )
    const sum = (of: (use: (typeof uses)[number]) => number) =>
      own.reduce((total, use) => total + of(use), 0) / (operation.rows ?? 1)
    measured.push({
      operation,
      status: response.status,
      ...(refusal !== undefined && { refusal }),
      reads: sum(({ reads }) => reads),
      writes: sum(({ writes }) => writes),
      uses,
    })
  }
  return measured
}

/** All operations, prepared one context after the other. */
const operationsOn = async (ask: Ask): Promise<readonly Operation[]> => {
  const groups = [
    recordOperations,
    procedureOperations,
    compositionOperations,
    ruleSetOperations,
    powerOperations,
    importOperations,
  ]
  const operations: Operation[] = []
  for (const group of groups) operations.push(...(await group(ask)))
  return operations
}

const governanceOf = ({ tables }: LocalCloud): string => tables['GOVERNANCE_TABLE'] ?? 'Governance'

const asking = (cloud: LocalCloud): Ask => {
  const tokens = new Map<string, Promise<string>>()
  return async (path, { method = 'GET', as, body, headers = {} } = {}) => {
    const token = as && (tokens.get(as) ?? cloud.tokenFor(as))
    if (as && token) tokens.set(as, token)
    return fetch(`${cloud.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${await token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
}

const lineOf = ({ operation, status, reads, writes }: Measured): Line => {
  const { name, kind } = operation
  const least = sumOf(operation.least)
  const units = kind === 'read' ? reads : writes
  const most = kind === 'read' ? MOST_OF_READ : MOST_OF_WRITE
  const succeeded = status < 300
  return {
    figure: name,
    value: `${+reads.toFixed(2)} RRU, ${+writes.toFixed(2)} WRU${succeeded ? '' : ` (status ${status})`}`,
    comparedWith: `${least}: ${textOf(operation.least)}`,
    ratio: `${(units / least).toFixed(2)} ×`,
    target: `≤ ${most} ×`,
    verdict: succeeded ? atMost(units / least, most) : 'not measured',
  }
}

const reportOf = (measured: readonly Measured[]) => ({
  lines: measured.map(lineOf),
  notes: [
    'Units as the local database counts them, on the sample data; not counted: the capability read, what the streams start, and retries.',
  ],
  raw: measured.map(({ operation: { ready: _ready, ...operation }, ...rest }) => ({ ...operation, ...rest })),
})
