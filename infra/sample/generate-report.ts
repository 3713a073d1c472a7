import type * as z from 'zod'
import type { ReportContent } from '#reports/model'

/** The yearly report of the nation, with figures that everybody may read and one that is withheld. */
export const SAMPLE_REPORT: z.input<typeof ReportContent> = {
  names: { en: 'Yearly monitoring of clusters (sample)', ru: 'Ежегодный мониторинг кластеров (пример)' },
  scope: { kind: 'nation' },
  frequency: 'A',
  periods: 5,
  indicators: ['clusters-registered', 'members', 'joined', 'left', 'employment', 'average-wage'],
  languages: ['en', 'ru'],
  formats: ['html', 'pdf', 'xlsx'],
  schedule: { cron: '0 7 1 2 *', timeZone: 'Europe/Berlin' },
}
