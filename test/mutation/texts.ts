/** What this plugin reads of a node of the syntax tree and of its place in it. */
interface Path {
  readonly node: Node
  readonly parentPath: Path | null
}

interface Node {
  readonly type: string
  readonly key?: Node
  readonly name?: string
  readonly value?: unknown
  readonly properties?: readonly Node[]
  readonly expressions?: readonly Node[]
}

const REASON = 'a text that people read: its wording is no behaviour'

/** Leaves out the texts of `{ en: …, ru: … }`, literals and templates, when nothing is decided or computed in them: a
 *  test of the wording would repeat it. Codes, keys and separators are tried like everything else. */
const shouldIgnore = ({ node, parentPath }: Path): string | undefined =>
  isPlainText(node) && isValue(node, parentPath?.node) && isLocalised(parentPath?.parentPath?.node)
    ? REASON
    : undefined

const isPlainText = ({ type, expressions = [] }: Node): boolean =>
  type === 'StringLiteral' ||
  (type === 'TemplateLiteral' &&
    expressions.every((inserted) => inserted.type === 'Identifier' || inserted.type === 'MemberExpression'))

const isValue = (node: Node, parent: Node | undefined): boolean =>
  parent?.type === 'ObjectProperty' && parent.value === node

const isLocalised = (parent: Node | undefined): boolean => {
  const names = parent?.properties?.map(({ key }) => key?.name) ?? []
  return names.includes('en') && names.includes('ru') && names.length === 2
}

/** Read by Stryker: a plugin that names mutants to leave out. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'readable-texts', value: { shouldIgnore } }] as const
