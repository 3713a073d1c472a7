import type { Texts } from './en.ts'

/** О показателях по-русски. */
export const ru: Texts = {
  code: 'Код',
  group: 'Группа',
  status: 'Статус',
  reporting: 'Отчитались',
  expected: 'Ожидалось',
  missingValue: 'нет значения',
  withheld: 'не раскрывается',
  value: 'Значение',
  change: 'Изменение',
  coverage: 'Охват',
  title: 'Показатели',
  none: 'Кластер не публикует собственных показателей.',
  keyFigures: 'Основные показатели',
  indicator: 'Показатель',
  period: 'Период',
  unit: 'Единица',
  chartAsTable: 'График таблицей',
  points: (points) => `${points} п. п.`,
  newest: 'Последние значения',
}
