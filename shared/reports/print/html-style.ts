/** How a report looks on a screen and on paper. It stands in one element, so that a policy can name it by its digest;
 *  no element has a style of its own. */
export const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; font: 1rem/1.5 'PT Sans', 'Segoe UI', Arial, sans-serif; color: #1c1c1c; background: #fff; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #16405f; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
.subtitle { font-size: 1.1rem; margin: 0 0 .8rem; }
nav ol { padding-left: 1.4rem; }
a { color: #16405f; }
a:focus-visible, .table:focus-visible { outline: 3px solid #16405f; outline-offset: 2px; }
.table { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: bold; padding: .2rem 0 .4rem; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid #c3cad0; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #5c6670; }
tbody th { font-weight: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: .6rem 0; }
svg { display: block; max-width: 100%; height: auto; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .2rem 1rem; margin: .4rem 0 1rem; }
dt { font-weight: bold; }
dd { margin: 0; }
footer { margin-top: 2.5rem; font-size: .85rem; color: #4a525a; }
.mark { position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none; font: bold min(18vw, 9rem)/1 'PT Sans', 'Segoe UI', Arial, sans-serif; color: rgb(0 0 0 / .12); transform: rotate(-45deg); }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2, h3, caption { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
}
`
