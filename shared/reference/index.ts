import type { Handlers } from '#kernel/call'
import type { Table } from '#kernel/table'
import { changeCode } from './change-code.ts'
import { CodeStore } from './code-store.ts'
import type { referenceContract } from './contract.ts'
import { importCodes } from './import-codes.ts'
import { getCode, listCodeLists, listCodes } from './read-codes.ts'

export { seedReference } from './seed-reference.ts'

/** Builds the use cases of the code lists over their table. */
export const createReference = ({ table }: { readonly table: Table }): Handlers<typeof referenceContract> => {
  const codes = new CodeStore(table)
  return {
    listCodeLists: listCodeLists(),
    listCodes: listCodes(codes),
    getCode: getCode(codes),
    importCodes: importCodes(codes),
    changeCode: changeCode(codes),
  }
}
