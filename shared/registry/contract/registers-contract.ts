import type { Contract } from '#kernel/contract'
import { applicationRoutes } from './applications.ts'
import { registerRoutes } from './registers.ts'
import { restorationRoutes } from './restoration.ts'
import { ruleSetRoutes } from './rule-sets.ts'

/** The routes of registers: entries, the applications that lead to them, and the rules by which they are judged. */
export const registersContract = {
  name: 'registers',
  routes: { ...registerRoutes, ...restorationRoutes, ...applicationRoutes, ...ruleSetRoutes },
} as const satisfies Contract
