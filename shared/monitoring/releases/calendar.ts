import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { inLanguage, type Language } from '#kernel/localised-text'
import { type Release, viewOfRelease } from './model/release.ts'

/** Minutes that an entry fills in a calendar. */
const SHOWN_MINUTES = 15

const WORDS = {
  en: {
    name: 'Releases of cluster statistics',
    number: 'Release',
    periods: 'Periods',
    indicators: 'Indicators',
  },
  ru: {
    name: 'Выпуски статистики кластеров',
    number: 'Выпуск',
    periods: 'Периоды',
    indicators: 'Показатели',
  },
} as const

/** Releases as a calendar (RFC 5545). Each keeps its identifier when its date changes, so that subscribers see it move. */
export const calendarOf = (releases: readonly Release[], language: Language): string => {
  const words = WORDS[language]
  const calendar = ical({
    name: words.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: '//Agglomera//Releases//EN',
  })
  for (const release of releases) {
    const { number, title, releaseAt, periods, indicators, publishedAt, status } = viewOfRelease(
      release,
      false,
    )
    const start = new Date(releaseAt)
    const text = inLanguage(title, language)
    calendar.createEvent({
      id: `${release.release}@agglomera`,
      // Without it the generator takes the time of the request, and no two answers were equal.
      stamp: new Date(publishedAt ?? releaseAt),
      start,
      end: new Date(start.getTime() + SHOWN_MINUTES * 60_000),
      summary: number === null ? text : `${text} (${words.number} ${number})`,
      description: `${words.indicators}: ${indicators.join(', ')}\n${words.periods}: ${periods.join(', ')}`,
      status: status === 'planned' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}
