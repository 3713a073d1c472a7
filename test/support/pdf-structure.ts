import { getDocumentProxy } from 'unpdf'

/** A part of a PDF's structure as pdf.js reads it: an element with its parts, or content. */
interface Part {
  readonly role?: string
  readonly alt?: string
  readonly lang?: string
  readonly type?: string
  readonly children?: readonly Part[]
}

type Document = Awaited<ReturnType<typeof getDocumentProxy>>

/** What a reader with a screen reader would miss in a PDF: the machine-checkable part of PDF/UA-1 that pdf.js can see.
 *  None: the whole file is tagged, says its title and language, and headings, tables, lists and figures are what they
 *  should be. */
export const structureFaults = async (pdf: Uint8Array): Promise<readonly string[]> => {
  const document = await getDocumentProxy(Uint8Array.from(pdf))
  const pages = Array.from({ length: document.numPages }, (_, index) => index + 1)
  const trees: Part[] = []
  const faults = [...(await faultsOfDocument(document))]
  for (const number of pages) {
    const page = await document.getPage(number)
    const tree: Part | null = await page.getStructTree()
    if (tree === null) faults.push(`page ${number} has no structure`)
    else trees.push(tree)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    faults.push(
      ...untagged(items).map((text) => `page ${number}: "${text}" is neither tagged nor an artifact`),
    )
  }
  const parts = trees.flatMap(allIn)
  return [...faults, ...faultsOfHeadings(parts), ...parts.flatMap(faultsOfPart)]
}

/** How many elements of each role there are. */
export const rolesIn = async (pdf: Uint8Array): Promise<Readonly<Record<string, number>>> => {
  const document = await getDocumentProxy(Uint8Array.from(pdf))
  const counts: Record<string, number> = {}
  for (let number = 1; number <= document.numPages; number += 1) {
    const tree: Part | null = await (await document.getPage(number)).getStructTree()
    for (const { role } of tree === null ? [] : allIn(tree))
      if (role !== undefined) counts[role] = (counts[role] ?? 0) + 1
  }
  return counts
}

const allIn = (part: Part): readonly Part[] => [part, ...(part.children ?? []).flatMap(allIn)]

const faultsOfDocument = async (document: Document): Promise<readonly string[]> => {
  const [mark, { info, metadata }, preferences] = await Promise.all([
    document.getMarkInfo(),
    document.getMetadata(),
    document.getViewerPreferences(),
  ])
  const said: Readonly<Record<string, unknown>> = { ...info }
  const shown: Readonly<Record<string, unknown>> = { ...preferences }
  return [
    ...(mark?.Marked === true ? [] : ['it is not marked as tagged']),
    ...(typeof said['Title'] === 'string' && said['Title'] !== '' ? [] : ['it has no title']),
    ...(typeof said['Language'] === 'string' && said['Language'] !== '' ? [] : ['it has no language']),
    ...(shown['DisplayDocTitle'] === true ? [] : ['viewers show its name in place of its title']),
    ...(metadata?.getRaw().includes('<pdfuaid:part>1</pdfuaid:part>') ? [] : ['it does not declare PDF/UA']),
  ]
}

/** Text outside all marked content. */
const untagged = (items: readonly unknown[]): readonly string[] => {
  let depth = 0
  const texts: string[] = []
  for (const item of items) {
    if (typeof item !== 'object' || item === null) continue
    const type = 'type' in item ? String(item.type) : undefined
    if (type?.startsWith('beginMarkedContent')) depth += 1
    else if (type === 'endMarkedContent') depth -= 1
    else if ('str' in item && String(item.str).trim() !== '' && depth === 0) texts.push(String(item.str))
  }
  return texts
}

/** Headings begin with H1 and go down one level at a time. */
const faultsOfHeadings = (parts: readonly Part[]): readonly string[] => {
  const levels = parts.flatMap(({ role }) => {
    const [, level] = /^H([1-6])$/.exec(role ?? '') ?? []
    return level === undefined ? [] : [Number(level)]
  })
  if (levels.length === 0) return ['it has no heading']
  return levels.flatMap((level, index) => {
    const before = levels[index - 1] ?? 0
    return level > before + 1 ? [`heading ${index + 1} is H${level} after H${before}`] : []
  })
}

const faultsOfPart = (part: Part): readonly string[] => {
  const { role = '', alt = '', children = [] } = part
  switch (role) {
    case 'Figure':
      return alt.trim() === '' ? ['a figure has no description'] : []
    case 'Table':
      return allIn(part).some((one) => one.role === 'TH') ? [] : ['a table has no header']
    case 'TR':
      return onlyWith('TR', ['TH', 'TD'], children)
    case 'THead':
    case 'TBody':
      return onlyWith(role, ['TR'], children)
    case 'L':
      return onlyWith('L', ['LI', 'Caption', 'L'], children)
    case 'LI':
      return onlyWith('LI', ['Lbl', 'LBody'], children)
    default:
      return []
  }
}

const onlyWith = (role: string, allowed: readonly string[], children: readonly Part[]): readonly string[] =>
  children.flatMap((child) =>
    child.role === undefined || allowed.includes(child.role) ? [] : [`${role} holds ${child.role}`],
  )
