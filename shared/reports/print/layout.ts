/** How a report is laid out, in Typst. All texts come from `/report.json` and all charts from files beside it: nothing
 *  is ever put into this source, so no text can be taken for markup. Headings, lists, tables with their headers, and
 *  pictures with their descriptions give the PDF its tags. */
export const LAYOUT = `
#let report = json("/report.json")
#let (year, month, day, hour, minute, second) = report.madeAt
#set document(
  title: report.title + " — " + report.subtitle,
  date: datetime(year: year, month: month, day: day, hour: hour, minute: minute, second: second),
)
#set text(font: "PT Sans", lang: report.language, size: 9.5pt)
#set par(leading: 0.6em)
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 18mm, bottom: 20mm),
  background: if "training" in report {
    rotate(-45deg, text(size: 100pt, weight: "bold", fill: luma(85%), report.training.mark))
  },
  footer: context [
    #set text(size: 8pt)
    #report.footer
    #h(1fr)
    #counter(page).display("1 / 1", both: true)
  ],
)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt, fill: rgb("#16405f"))
#show heading.where(level: 2): set block(above: 1.8em, below: 0.8em)
#show heading.where(level: 3): set text(size: 10.5pt)
#show heading.where(level: 3): set block(above: 1.4em, below: 0.7em, sticky: true)
#set table(stroke: (x, y) => (bottom: if y == 0 { 1pt + luma(35%) } else { 0.5pt + luma(75%) }), inset: (x: 4pt, y: 3pt))
#show table: set text(size: 8.5pt)
#show table: set par(leading: 0.45em)

#heading(level: 1, outlined: false, report.title)

#text(size: 12pt, report.subtitle)

#for statement in report.statements [
  #statement

]

#show outline: set heading(level: 2)
#outline(title: report.contents, depth: 2)

#for section in report.sections {
  heading(level: 2, section.heading)
  for block in section.blocks {
    if block.kind == "heading" {
      heading(level: 3, block.text)
    } else if block.kind == "paragraph" {
      par(block.text)
    } else if block.kind == "terms" {
      terms(
        tight: true,
        hanging-indent: 1em,
        separator: [: ],
        ..block.rows.map(((name, value)) => terms.item(name, value)),
      )
    } else if block.kind == "chart" {
      figure(image(block.file, width: 100%, alt: block.description), alt: block.description)
    } else {
      table(
        columns: block.columns.map(column => if column.numeric { auto } else { column.weight * 1fr }),
        align: (x, _) => if block.columns.at(x).numeric { right } else { left },
        table.header(..block.columns.map(column => strong(column.name))),
        ..block.rows.flatten(),
      )
    }
  }
}
`
