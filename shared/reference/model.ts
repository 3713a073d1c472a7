import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'
import { LocalisedText, type PlatformText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'

/** Code lists that a deployment fills itself. */
const MANAGED_LISTS = ['regions', 'industries', 'categories'] as const
/** Code lists whose codes mean something to the platform itself: they come with it and stay as they are. */
export const FIXED_LISTS = [
  'entry-statuses',
  'observation-statuses',
  'confidentiality-statuses',
  'workflow-statuses',
  'frequencies',
  'period-formats',
  'cluster-types',
  'cluster-stages',
  'organisation-kinds',
  'organisation-sizes',
  'membership-roles',
  'value-chain-levels',
  'identifier-schemes',
] as const

export const ListName = z
  .enum([...MANAGED_LISTS, ...FIXED_LISTS])
  .register(z.globalRegistry, { id: 'CodeListName' })
export type ListName = z.output<typeof ListName>
export const ManagedListName = z.enum(MANAGED_LISTS)
export type ManagedListName = z.output<typeof ManagedListName>

/** A code is text: `01` keeps its zero. */
export const CodeText = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}$/,
    wording({
      en: 'a code of letters, digits, "_", "." and "-", at most 40',
      ru: 'код из латинских букв, цифр и знаков «_», «.», «-», не более 40',
    }),
  )
  .register(z.globalRegistry, { id: 'CodeText', example: 'DE-BY' })

/** The category of a cluster that nobody has classified yet. */
export const UNCLASSIFIED = '_U'

const content = {
  names: LocalisedText.exactOptional(),
  /** Regions: the name of their level, e.g. `country`, `land`, `district`. */
  level: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      wording({
        en: 'small letters, digits and "-", at most 40',
        ru: 'строчные латинские буквы, цифры и «-», не более 40',
      }),
    )
    .exactOptional()
    .register(z.globalRegistry, { example: 'land' }),
  /** Industries: what they are in their classification; `total` and `aggregate` hold others. */
  kind: z
    .enum(['total', 'aggregate', 'sector', 'section', 'division', 'group', 'class', 'subclass'])
    .exactOptional(),
  validFrom: CalendarDate.exactOptional(),
  validTo: CalendarDate.exactOptional().register(z.globalRegistry, {
    description: 'The first day on which it is no longer valid',
  }),
}

/** What may change about a code once it is there. Its parent may not: records carry the path of their region, and
 *  figures of the past were added up along it. A region that moves gets a new code. */
export const CodeContent = z.object(content).register(z.globalRegistry, { id: 'CodeContent' })
export type CodeContent = z.output<typeof CodeContent>

/** One code as it is sent. */
export const CodeRow = z
  .object({ code: CodeText, parent: CodeText.nullable().exactOptional(), ...content })
  .register(z.globalRegistry, { id: 'CodeRow' })
export type CodeRow = z.output<typeof CodeRow>

/** One code of one list as it is kept. */
export const Code = z
  .object({
    list: ListName,
    code: CodeText,
    parent: CodeText.nullable(),
    /** All codes from the root of its tree down to itself. */
    path: z.array(CodeText).min(1),
    ...content,
  })
  .register(z.globalRegistry, { id: 'Code' })
export type Code = z.output<typeof Code>

/** A code list as a whole. */
export const CodeList = z
  .object({
    list: ListName,
    names: LocalisedText,
    tree: z.boolean(),
    fixed: z
      .boolean()
      .register(z.globalRegistry, { description: 'It comes with the platform and cannot be changed' }),
  })
  .register(z.globalRegistry, { id: 'CodeList' })
export type CodeList = z.output<typeof CodeList>

const NAMES: Readonly<Record<ListName, PlatformText>> = {
  regions: { en: 'Regions', ru: 'Регионы' },
  industries: { en: 'Industries', ru: 'Отрасли' },
  categories: { en: 'Cluster categories', ru: 'Категории кластеров' },
  'entry-statuses': { en: 'Statuses of a register entry', ru: 'Состояния реестровой записи' },
  'observation-statuses': {
    en: 'Observation statuses (SDMX CL_OBS_STATUS)',
    ru: 'Статусы наблюдений (SDMX CL_OBS_STATUS)',
  },
  'confidentiality-statuses': {
    en: 'Confidentiality statuses (SDMX CL_CONF_STATUS)',
    ru: 'Статусы конфиденциальности (SDMX CL_CONF_STATUS)',
  },
  'workflow-statuses': { en: 'Workflow of an observation', ru: 'Этапы проверки наблюдения' },
  frequencies: { en: 'Frequencies (SDMX CL_FREQ)', ru: 'Периодичность (SDMX CL_FREQ)' },
  'period-formats': { en: 'How periods are written', ru: 'Запись периодов' },
  'cluster-types': { en: 'Types of clusters', ru: 'Типы кластеров' },
  'cluster-stages': { en: 'Stages of clusters', ru: 'Стадии развития кластеров' },
  'organisation-kinds': { en: 'Kinds of organisations', ru: 'Виды организаций' },
  'organisation-sizes': { en: 'Sizes of firms', ru: 'Размеры предприятий' },
  'membership-roles': { en: 'Roles of members', ru: 'Роли участников' },
  'value-chain-levels': { en: 'Levels of the value chain', ru: 'Звенья цепочки создания стоимости' },
  'identifier-schemes': { en: 'Schemes of identifiers', ru: 'Системы идентификаторов' },
}

/** Every code list there is. */
export const CODE_LISTS: readonly CodeList[] = ListName.options.map((list) => ({
  list,
  names: NAMES[list],
  tree: list === 'regions' || list === 'industries',
  fixed: FIXED_LISTS.some((fixed) => fixed === list),
}))

/** Holds a code against what its list asks of it, and gives it its place in the tree.
 *  @param parent the code above it; undefined for a root
 *  @throws RuleFailedError naming what is missing or too much */
export const placed = (list: ManagedListName, row: CodeRow, parent: Code | undefined): Code => {
  checkContent(list, row)
  if (row.parent != null && list === 'categories')
    throw new RuleFailedError({
      en: 'Categories are a plain list: a category has no parent.',
      ru: 'Категории — простой список: родителя нет.',
    })
  const { code, parent: _parent, ...rest } = row
  return { list, code, parent: parent?.code ?? null, path: [...(parent?.path ?? []), code], ...rest }
}

/** @throws RuleFailedError when the content does not fit the list */
export const checkContent = (list: ManagedListName, content: CodeContent): void => {
  if (list !== 'industries' && content.names === undefined)
    throw new RuleFailedError({
      en: 'A name in at least one language is needed.',
      ru: 'Нужно название хотя бы на одном языке.',
    })
  if ((list === 'regions') !== (content.level !== undefined))
    throw list === 'regions'
      ? new RuleFailedError({
          en: 'A region needs the name of its level, e.g. "land".',
          ru: 'Региону нужен уровень, например «land».',
        })
      : new RuleFailedError({ en: 'Only regions have a level.', ru: 'Уровень есть только у регионов.' })
  if ((list === 'industries') !== (content.kind !== undefined))
    throw list === 'industries'
      ? new RuleFailedError({
          en: 'An industry needs its kind, e.g. "section".',
          ru: 'Отрасли нужен вид, например «section».',
        })
      : new RuleFailedError({ en: 'Only industries have a kind.', ru: 'Вид есть только у отраслей.' })
  const { validFrom, validTo } = content
  if (validFrom !== undefined && validTo !== undefined && validTo <= validFrom)
    throw new RuleFailedError({
      en: `validTo ${validTo} is not after validFrom ${validFrom}.`,
      ru: `validTo ${validTo} не позже validFrom ${validFrom}.`,
    })
}
