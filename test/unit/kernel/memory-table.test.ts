import { MemoryTable } from '../../support/memory-table.ts'
import { specifyTable } from '../../support/table-spec.ts'

specifyTable('in memory', () => new MemoryTable())
