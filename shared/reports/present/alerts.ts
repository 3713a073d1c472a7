import { factOf } from '#monitoring/alerts/model'
import type { ReportedAlert } from '../model.ts'
import { type Block, type Cell, column, numbers, type PresentedSection, type Table, text } from './blocks.ts'
import { growthCell, numberCell, percentCell } from './format.ts'
import type { Reading } from './reading.ts'

/** What was wrong when the report was made, and whether somebody takes care of it. */
export const presentAlerts = (reading: Reading, alerts: readonly ReportedAlert[]): PresentedSection => {
  const { words, formats } = reading
  const heading = words.sections.alerts
  const acknowledged = alerts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length
  const counts = words.alertsSay(
    formats.plural(alerts.length - acknowledged, words.openAlerts),
    acknowledged === 0 ? '' : formats.plural(acknowledged, words.acknowledgedAlerts),
  )
  const blocks: readonly Block[] =
    alerts.length === 0
      ? [{ kind: 'paragraph', text: words.noAlerts }]
      : [
          { kind: 'paragraph', text: counts },
          { kind: 'table', table: tableOf(reading, alerts) },
        ]
  return { heading, blocks, sheet: { name: heading, table: sheetOf(reading, alerts) } }
}

const tableOf = (reading: Reading, alerts: readonly ReportedAlert[]): Table => {
  const { words, formats, say } = reading
  return {
    caption: words.sections.alerts,
    columns: [
      column(words.alert),
      column(words.severity),
      column(words.concerns),
      column(words.found),
      column(words.since),
      column(words.status),
    ],
    rows: alerts.map((alert) =>
      [
        say(alert.name),
        words.severities[alert.severity],
        say(alert.subject.name),
        foundIn(reading, alert),
        formats.date(alert.openedAt.slice(0, 10)),
        alert.acknowledgedAt === null
          ? words.open
          : words.acknowledgedOn(formats.date(alert.acknowledgedAt.slice(0, 10))),
      ].map(text),
    ),
  }
}

/** In words, as messages tell it. */
const foundIn = ({ formats, say }: Reading, { condition, value, period, figure }: ReportedAlert): string =>
  factOf(
    {
      condition,
      value,
      ...(period !== undefined && { period: formats.period(period) }),
      ...(figure !== null && { figure: { name: say(figure.name), unit: say(figure.unit) } }),
    },
    formats.language,
  )

const sheetOf = (reading: Reading, alerts: readonly ReportedAlert[]): Table => {
  const { words, say } = reading
  return {
    caption: words.sections.alerts,
    columns: [
      column(words.alert),
      column(words.severity),
      column(words.concerns),
      column(words.watched),
      column(words.indicator),
      column(words.period),
      numbers(words.value),
      numbers(words.limit),
      column(words.since),
      column(words.acknowledged),
    ],
    rows: alerts.map((alert) => [
      text(say(alert.name)),
      text(words.severities[alert.severity]),
      text(say(alert.subject.name)),
      text(words.conditions[alert.condition.kind]),
      text(alert.figure === null ? '' : say(alert.figure.name)),
      text(alert.period ?? ''),
      ...measuresOf(reading, alert),
      text(alert.openedAt.slice(0, 10)),
      text(alert.acknowledgedAt?.slice(0, 10) ?? ''),
    ]),
  }
}

/** What was read, and the limit: of a figure in its unit, of change and coverage as shares, of the rest in days. */
const measuresOf = ({ formats }: Reading, { condition, value, figure }: ReportedAlert): readonly Cell[] => {
  switch (condition.kind) {
    case 'threshold':
      return [value, Number(condition.limit)].map((one) => numberCell(formats, one, figure?.decimals ?? 0))
    case 'change':
      return [value, condition.limit].map((one) => growthCell(formats, one))
    case 'coverage-below':
      return [value, condition.limit].map((one) => percentCell(formats, one))
    case 'missed-deadline':
    case 'stale-profile':
      return [value, condition.days].map((one) => numberCell(formats, one, 0))
  }
}
