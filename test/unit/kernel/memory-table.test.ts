import { MemoryTable } from '#kernel/memory-table'
import { specifyTable } from '../../support/table-spec.ts'

specifyTable('in memory', () => new MemoryTable())
