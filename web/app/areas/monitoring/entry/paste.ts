/** A block of cells as spreadsheets put it on the clipboard: cells parted by tabs, rows by line ends, cells with either
 *  of them in quotes. An empty last line is none. */
export const blockOf = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  let rest = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest)
    const plain = /^[^\t\n]*/.exec(rest)?.[0] ?? ''
    const cell = quoted === null ? plain : (quoted[1] ?? '').replaceAll('""', '"')
    rows.at(-1)?.push(cell)
    rest = rest.slice(quoted === null ? plain.length : quoted[0].length)
    if (rest === '') return rows
    if (rest.startsWith('\n')) rows.push([])
    rest = rest.slice(1)
  }
}

export interface Place {
  readonly row: number
  readonly column: number
}

export interface Size {
  readonly rows: number
  readonly columns: number
}

/** Where the cells of a block come to stand from one cell of the grid on. A single row of more cells than there are columns
 *  is laid downwards: values often stand beside each other where they come from.
 *  @returns the cells, and how many found no room */
export const laidOut = (
  block: readonly (readonly string[])[],
  from: Place,
  size: Size,
): { readonly cells: readonly (Place & { readonly text: string })[]; readonly outside: number } => {
  const [only = []] = block
  const turned =
    block.length === 1 && only.length > size.columns - from.column ? only.map((cell) => [cell]) : block
  const cells = turned.flatMap((row, down) =>
    row.map((text, right) => ({ row: from.row + down, column: from.column + right, text })),
  )
  const within = cells.filter(({ row, column }) => row < size.rows && column < size.columns)
  return { cells: within, outside: cells.length - within.length }
}
