import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { type Contract, pageOf, route } from '#kernel/contract'
import { Code, CodeContent, CodeList, CodeRow, CodeText, ListName, ManagedListName } from './model.ts'

/** The routes of the code lists. */
export const referenceContract = {
  name: 'reference',
  routes: {
    listCodeLists: route({
      method: 'GET',
      path: '/code-lists',
      access: 'public',
      summary: 'List the code lists',
      responses: { 200: z.object({ items: z.array(CodeList) }) },
    }),
    listCodes: route({
      method: 'GET',
      path: '/code-lists/{list}',
      access: 'public',
      summary: 'List the codes of a list in the order of the codes',
      params: z.object({ list: ListName }),
      query: z.object({
        parent: CodeText.exactOptional().register(z.globalRegistry, {
          description: 'Only the codes right below this one',
        }),
        under: CodeText.exactOptional().register(z.globalRegistry, {
          description: 'Only this code and all below it',
        }),
        level: z.string().max(40).exactOptional(),
        kind: z.string().max(40).exactOptional(),
      }),
      responses: { 200: pageOf(Code) },
      paged: true,
    }),
    getCode: route({
      method: 'GET',
      path: '/code-lists/{list}/{code}',
      access: 'public',
      summary: 'Read one code',
      params: z.object({ list: ListName, code: CodeText }),
      responses: { 200: Code },
      problems: ['not-found'],
    }),
    importCodes: route({
      method: 'POST',
      path: '/code-lists/{list}',
      access: { power: 'code-list.manage' },
      summary: 'Add or change up to 500 codes, each answered on its own',
      params: z.object({ list: ManagedListName }),
      body: rowsOf(CodeRow, 500),
      responses: { 200: BulkResult },
    }),
    changeCode: route({
      method: 'PUT',
      path: '/code-lists/{list}/{code}',
      access: { power: 'code-list.manage' },
      summary: 'Change the names, level, kind or validity of a code',
      params: z.object({ list: ManagedListName, code: CodeText }),
      body: CodeContent,
      responses: { 200: Code },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
  },
} as const satisfies Contract
