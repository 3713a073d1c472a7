/** How an extract is laid out, in Typst. All texts come from `/extract.json`: nothing is ever put into this source, so
 *  no text can be taken for markup. Headings, lists and the table give the PDF its tags. */
export const LAYOUT = `
#let printed = json("/extract.json")
#let (year, month, day, hour, minute, second) = printed.issuedAt
#set document(
  title: printed.title,
  date: datetime(year: year, month: month, day: day, hour: hour, minute: minute, second: second),
)
#set text(font: "PT Sans", lang: printed.language, size: 10pt)
#set par(leading: 0.6em)
#set page(
  paper: "a4",
  margin: (x: 22mm, top: 20mm, bottom: 24mm),
  background: if "training" in printed {
    rotate(-45deg, text(size: 100pt, weight: "bold", fill: luma(85%), printed.training.mark))
  },
  footer: context [
    #set text(size: 8.5pt)
    #printed.codeName: #printed.code
    #h(1fr)
    #counter(page).display("1 / 1", both: true)
  ],
)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.8em)

#if "training" in printed { strong(printed.training.notice) }

#text(size: 11pt, printed.register)

#heading(level: 1, printed.title)

#printed.statement

#for section in printed.sections {
  heading(level: 2, section.heading)
  terms(
    tight: true,
    hanging-indent: 1em,
    separator: [: ],
    ..section.rows.map(((name, value)) => terms.item(name, value)),
  )
}

#heading(level: 2, printed.decisions.heading)
#table(
  columns: (auto, auto, 1fr),
  stroke: 0.5pt + luma(60%),
  inset: 5pt,
  table.header(..printed.decisions.columns.map(strong)),
  ..printed.decisions.rows.flatten(),
)

#heading(level: 2, printed.checking.heading)
#printed.checking.text

#link(printed.checking.address, printed.checking.address)

#printed.codeName: #strong(printed.code)
`
