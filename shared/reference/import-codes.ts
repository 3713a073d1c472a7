import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type LastChange, type Stored } from '#kernel/entity'
import { ConflictError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { additionOf, type CodeStore, changeOf } from './code-store.ts'
import type { referenceContract } from './contract.ts'
import { type Code, CodeRow, type ManagedListName, placed } from './model.ts'

/** Codes written at once; each is a small record of its own. */
const PARALLEL = 10

/** Adds and changes codes. Rows may come in any order: what stands below another row is written after it.
 *  @throws ForbiddenError without the power over the whole deployment */
export const importCodes =
  (codes: CodeStore) => async (call: Call<typeof referenceContract.routes.importCodes>) => {
    covers(call.actor, 'code-list.manage', WHOLE_DEPLOYMENT)
    const { list } = call.params
    const writer = new TreeWriter(codes, list, await codes.all(list), changeBy(call, 'import-codes'))
    const { rows } = call.body
    writer.announce(rows)
    const body = await answerRows({
      rows,
      schema: CodeRow,
      language: call.language,
      parallel: PARALLEL,
      handle: (row, index) => writer.write(row, index),
    })
    return { status: 200 as const, body }
  }

/** Writes the rows of one request into one tree, parents first. */
class TreeWriter {
  readonly #codes: CodeStore
  readonly #list: ManagedListName
  readonly #known: Map<string, Stored<Code>>
  readonly #change: LastChange
  /** The rows of this request by code, each with its place; a code that stands twice has its first row here. */
  readonly #rows = new Map<string, { row: CodeRow; index: number }>()
  readonly #written = new Map<string, Promise<RowOutcome>>()

  constructor(codes: CodeStore, list: ManagedListName, known: readonly Stored<Code>[], change: LastChange) {
    this.#codes = codes
    this.#list = list
    this.#known = new Map(known.map((stored) => [stored.value.code, stored]))
    this.#change = change
  }

  announce(rows: readonly unknown[]): void {
    for (const [index, raw] of rows.entries()) {
      const row = CodeRow.safeParse(raw)
      if (row.success && !this.#rows.has(row.data.code))
        this.#rows.set(row.data.code, { row: row.data, index })
    }
  }

  async write(row: CodeRow, index: number): Promise<RowOutcome> {
    if (this.#rows.get(row.code)?.index !== index)
      throw new ConflictError({
        en: `${row.code} stands in an earlier row of this request.`,
        ru: `${row.code} уже есть в одной из предыдущих строк запроса.`,
      })
    this.#refuseCircle(row)
    return this.#writeOnce(row)
  }

  #writeOnce(row: CodeRow): Promise<RowOutcome> {
    const known = this.#written.get(row.code)
    if (known !== undefined) return known
    const writing = this.#upsert(row)
    this.#written.set(row.code, writing)
    return writing
  }

  async #upsert(row: CodeRow): Promise<RowOutcome> {
    const code = placed(this.#list, row, await this.#parentOf(row))
    const { version, value: existing } = this.#known.get(row.code) ?? { version: 0 }
    if (existing === undefined) {
      await this.#codes.table.write(additionOf(code, this.#change))
    } else {
      if (existing.parent !== code.parent) throw parentIsFixed(existing)
      if (canonicalJson(existing) === canonicalJson(code)) return { outcome: 'unchanged', id: row.code }
      await this.#codes.table.write([changeOf(code, version, this.#change)])
    }
    this.#known.set(row.code, { value: code, version: version + 1 })
    return { outcome: existing === undefined ? 'created' : 'updated', id: row.code }
  }

  async #parentOf({ parent }: CodeRow): Promise<Code | undefined> {
    if (parent == null) return undefined
    const announced = this.#rows.get(parent)
    if (announced !== undefined && !this.#known.has(parent))
      await this.#writeOnce(announced.row).catch(() => undefined)
    const known = this.#known.get(parent)
    if (known !== undefined) return known.value
    throw new NotFoundError({
      en: `The parent ${parent} is not in the list ${this.#list}.`,
      ru: `Родителя ${parent} нет в списке ${this.#list}.`,
    })
  }

  /** A tree has no circle: following the parents through this request must end. */
  #refuseCircle(row: CodeRow): void {
    const seen = [row.code]
    for (let parent = row.parent; parent != null; parent = this.#rows.get(parent)?.row.parent) {
      if (seen.includes(parent))
        throw new RuleFailedError({
          en: `The parents go in a circle: ${[...seen, parent].join(' → ')}.`,
          ru: `Родители замыкаются в круг: ${[...seen, parent].join(' → ')}.`,
        })
      seen.push(parent)
    }
  }
}

const parentIsFixed = ({ code, parent }: Code) =>
  new ConflictError({
    en: `${code} stands below ${parent ?? 'nothing'} and cannot move: end it with validTo and add a new code.`,
    ru: `${code} стоит под ${parent ?? 'корнем'} и не может быть перенесён: завершите его через validTo и добавьте новый код.`,
  })
