import type { Texts } from './en.ts'

/** Imputing what was not reported, in Russian. */
export const ru: Texts = {
  title: (cluster) => `Досчитать: ${cluster}`,
  back: 'К кампании',
  how: 'Непредставленное можно досчитать одним из методов, указав причину. Значение отмечается как досчитанное (I), метод — как его источник; оно учитывается, когда его проверит другое лицо. Кластер всё равно должен отчитаться: его значение займёт это место.',
  figures: 'Показатели формы',
  earlier: 'Прошлый период',
  status: 'Положение',
  action: 'Сделать',
  notReported: 'не представлено',
  imputed: (workflow) => `досчитано, ${workflow}`,
  workflows: {
    draft: 'начато',
    submitted: 'ждёт проверки',
    returned: 'возвращено',
    verified: 'проверено',
    published: 'опубликовано',
    withdrawn: 'отозвано',
  },
  verify: 'Проверить',
  verifyOne: (figure) => `Проверить досчитанное значение: ${figure}`,
  verified: 'Досчитанное значение проверено и учитывается.',
  nothingMissing: 'Все показатели этой формы представлены: досчитывать нечего.',
  impute: 'Досчитать',
  methods: {
    'carried-forward': 'значение прошлого периода',
    'peer-growth': 'оно же, выросшее как у других отчитавшихся (не менее трёх)',
    'expert-estimate': 'собственная оценка',
  },
  done: 'Значение досчитано и ждёт проверки другим лицом.',
  labels: {
    'values/0/indicator': 'Показатель',
    'values/0/method': 'Метод',
    'values/0/value': 'Значение',
    'values/0/reason': 'Причина',
    values: 'Значения',
  },
}
