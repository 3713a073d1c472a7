import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError, NotFoundError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import type { Freshness, Table, Write } from '#kernel/table'
import { assertionWrites, recorded } from '../assertions.ts'
import {
  counterEntity,
  counterKey,
  ENTRY_PREFIX,
  entriesByDate,
  entryEntity,
  entryKey,
  importEntity,
  importKey,
  REGISTERS,
  registerCodeEntity,
  registerCodeKey,
  registerEntity,
  registerKey,
  type StoredAssertion,
} from '../keys.ts'
import { changesBetween, type Entry, parseNumber, type Register, RegisterId } from '../model.ts'

type PageRequest = { readonly limit: number; readonly after?: Position | undefined }

/** Where registers and their entries are kept. */
export class RegisterStore {
  readonly table: Table
  /** Which register has a code: it keeps it for good, so it is asked once a process. */
  readonly #ids = new Map<string, RegisterId>()

  constructor(table: Table) {
    this.table = table
  }

  /** A register by its id or code. */
  async find(ref: string): Promise<Stored<Register> | undefined> {
    const id = RegisterId.safeParse(ref)
    if (id.success) return fromItem(registerEntity, await this.table.get(registerKey(id.data)))
    const known = this.#ids.get(ref) ?? (await this.#idOf(ref))
    if (known === undefined) return undefined
    return fromItem(registerEntity, await this.table.get(registerKey(known)))
  }

  async #idOf(code: string): Promise<RegisterId | undefined> {
    const guard = fromItem(registerCodeEntity, await this.table.get(registerCodeKey(code)))
    if (guard !== undefined) this.#ids.set(code, guard.value.register)
    return guard?.value.register
  }

  /** @throws NotFoundError */
  async get(ref: string): Promise<Stored<Register>> {
    const stored = await this.find(ref)
    if (stored !== undefined) return stored
    throw new NotFoundError({ en: `There is no register ${ref}.`, ru: `Реестра ${ref} нет.` })
  }

  async registers(page: PageRequest): Promise<Page<Register>> {
    const { items, next } = await this.table.query({ index: 'gsi1', pk: REGISTERS, ...page })
    return { items: valuesOf(registerEntity, items), next }
  }

  /** An entry by its number, as it is now unless it is only shown. */
  async entry(
    register: string,
    number: string,
    freshness: Freshness = { consistent: true },
  ): Promise<Stored<Entry> | undefined> {
    return fromItem(entryEntity, await this.table.get(entryKey(register, number), freshness))
  }

  async entries(
    register: string,
    sort: 'number' | 'date',
    descending: boolean,
    page: PageRequest,
  ): Promise<Page<Entry>> {
    const { items, next } = await this.table.query({
      ...(sort === 'date'
        ? { index: 'gsi1' as const, pk: entriesByDate(register) }
        : { pk: registerKey(register).pk, sk: { beginsWith: ENTRY_PREFIX } }),
      descending,
      ...page,
    })
    return { items: valuesOf(entryEntity, items), next }
  }

  /** Entries by number, each with its version; strongly consistent. */
  async storedEntries(register: string, page: PageRequest): Promise<Page<Stored<Entry>>> {
    const { items, next } = await this.table.query({
      pk: registerKey(register).pk,
      sk: { beginsWith: ENTRY_PREFIX },
      consistent: true,
      ...page,
    })
    return { items: items.flatMap((item) => fromItem(entryEntity, item) ?? []), next }
  }

  /** The last serial of a register in a year, and the write that takes it on from there: it loses the race when
   *  somebody else took one meanwhile. */
  async counter(register: Register, year: number) {
    const stored = fromItem(
      counterEntity,
      await this.table.get(counterKey(register.id, year), { consistent: true }),
    )
    const version = stored?.version ?? 0
    return {
      last: stored?.value.last ?? 0,
      setTo: (last: number): Write => ({
        put: toItem(counterEntity, { register: register.id, year, last }, { version: version + 1 }),
        if: version === 0 ? 'absent' : { version },
        otherwise: lostRace,
      }),
    }
  }

  /** The write that takes the serial of a year on to a number that was given elsewhere; none for one of another make,
   *  or one that the serial has passed. */
  async countedTo(register: Register, number: string): Promise<readonly Write[]> {
    const parsed = parseNumber(register.numberPattern, number)
    if (parsed === undefined) return []
    const counter = await this.counter(register, parsed.year)
    return parsed.serial > counter.last ? [counter.setTo(parsed.serial)] : []
  }

  /** The number under which a cluster of that name was imported. */
  async importedNumber(register: string, name: string): Promise<string | undefined> {
    const item = await this.table.get(importKey(register, name), { consistent: true })
    return fromItem(importEntity, item)?.value.number
  }
}

/** What is stated of a register so that its past can be told: extracts name it as it was called then. It has no legal
 *  dates, only the instant at which it became so. */
export const registerStatements = (
  { before, after }: { readonly before?: Register; readonly after: Register },
  version: number,
  context: Pick<Context, 'at' | 'actor'>,
): readonly StoredAssertion[] =>
  recorded(
    registerKey(after.id).pk,
    version,
    [{ validFrom: EVER, changes: changesBetween(before === undefined ? {} : toldOf(before), toldOf(after)) }],
    context,
  )

const EVER = '0001-01-01'

const toldOf = ({ names, holder, legalAct }: Register) => ({
  names,
  ...(holder !== undefined && { holder }),
  ...(legalAct !== undefined && { legalAct }),
})

/** The writes that open a register under its code. */
export const registerAddition = (
  register: Register,
  context: Context,
  action = 'open-register',
): readonly Write[] => [
  {
    put: toItem(registerEntity, register, { version: 1, change: changeBy(context, action) }),
    if: 'absent',
    otherwise: () =>
      new ConflictError({
        en: `The id ${register.id} is taken by another register.`,
        ru: `Идентификатор ${register.id} занят другим реестром.`,
      }),
  },
  {
    put: toItem(registerCodeEntity, { code: register.code, register: register.id }),
    if: 'absent',
    otherwise: () =>
      new ConflictError({
        en: `The code ${register.code} is taken by another register.`,
        ru: `Код ${register.code} занят другим реестром.`,
      }),
  },
  ...assertionWrites(openingStatements(register, 1, context), context, action),
]

/** What is stated of a register as it was opened, here or where it was kept before. */
export const openingStatements = (
  register: Register,
  version: number,
  { actor }: Pick<Context, 'actor'>,
): readonly StoredAssertion[] =>
  registerStatements({ after: register }, version, { actor, at: new Date(register.createdAt) })

/** The write that adds an entry under its number.
 *  @param version how many steps it has behind it */
export const entryAddition = (entry: Entry, context: Context, action: string, version = 1): Write => ({
  put: toItem(entryEntity, entry, { version, change: changeBy(context, action) }),
  if: 'absent',
  otherwise: () => numberTaken(entry.number),
})

export const numberTaken = (number: string) =>
  new ConflictError({
    en: `The number ${number} is taken in this register.`,
    ru: `Номер ${number} в этом реестре занят.`,
  })

/** The write that remembers the name under which an entry was imported. */
export const importMark = (register: RegisterId, name: string, number: string): Write => ({
  put: toItem(importEntity, { register, name, number }),
  if: 'absent',
  otherwise: lostRace,
})

/** The write that stores an entry at its next version. */
export const entryPut = (entry: Entry, version: number, context: Context, action: string): Write => ({
  put: toItem(entryEntity, entry, { version: version + 1, change: changeBy(context, action) }),
  if: { version },
})
