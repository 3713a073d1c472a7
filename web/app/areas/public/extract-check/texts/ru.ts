import type { Texts } from './en.ts'

/** Страница проверки выписок по-русски. */
export const ru: Texts = {
  title: 'Проверка выписки',
  lead: 'Реестр ответит, подлинна ли выписка и что изменилось с тех пор, как она была выдана.',
  code: 'Код проверки',
  codeHint: '20 латинских букв и цифр внизу документа; пробелы и дефисы не важны.',
  file: 'Файл PDF или JSON, если он у вас есть',
  fileHint: 'Файл никуда не отправляется: сравнивается только его контрольная сумма (SHA-256).',
  check: 'Проверить',
  verdicts: {
    current: {
      verdict: 'Подлинна и действительна',
      explained: 'Реестр выдал эту выписку, и сегодня она содержала бы то же самое.',
    },
    changed: {
      verdict: 'Подлинна, но сведения изменились',
      explained: 'Реестр выдал эту выписку. С тех пор сведения изменились.',
    },
    annulled: {
      verdict: 'Запись аннулирована',
      explained: 'Реестр выдал эту выписку, но запись недействительна с самого начала.',
    },
    unknown: {
      verdict: 'Неизвестна',
      explained: 'Выписка с таким кодом реестром не выдавалась.',
    },
  },
  files: {
    issued: { verdict: 'Файл подлинный', explained: 'Каждый байт такой, каким был выдан.' },
    refuted: {
      verdict: 'Файл изменён',
      explained:
        'Выписка с этим кодом была выдана с другим содержанием. Не полагайтесь на файл: что было выдано на самом деле, показано ниже.',
    },
    unknown: {
      verdict: 'Файл неизвестен',
      explained:
        'Выписка с таким содержанием не выдавалась. Если на документе есть код, введите и его: реестр ответит, существует ли такая выписка.',
    },
  },
  checking: 'Проверяем…',
  empty: 'Введите код или выберите файл.',
  notReady: 'Файлы этой выписки ещё готовятся. Повторите через несколько секунд.',
  extract: 'Что было выдано',
  changes: (day) => `Что изменилось, начиная с ${day}`,
  change: (before, after, inForce, since) =>
    `было: ${before}; теперь: ${after} (действует с ${inForce}, в реестре с ${since})`,
  nothing: 'нет',
  noTerm: 'без срока',
  download: (format) => `Скачать выданный ${format}`,
  names: {
    '/register/names': 'Реестр',
    '/register/holder': 'Орган, ведущий реестр',
    '/register/legalAct': 'Акт, на основании которого ведётся реестр',
    '/entry/number': 'Номер',
    '/entry/status': 'Состояние',
    '/entry/statusSince': 'Состояние с',
    '/entry/validUntil': 'Действует до',
    '/entry/former': 'Прежние записи',
    '/entry/successors': 'Последующие записи',
    '/facts/names': 'Кластер',
    '/facts/seat': 'Место нахождения',
    '/facts/regions': 'Регионы',
    '/facts/primaryCategory': 'Основная категория',
    '/facts/managementOrganisation': 'Управляющая организация',
    '/profile/descriptions': 'Описание',
    '/profile/categories': 'Дополнительные категории',
    '/profile/industries': 'Отрасли',
    '/profile/products': 'Продукция',
    '/profile/yearFounded': 'Год основания',
    '/profile/type': 'Тип',
    '/profile/stage': 'Стадия',
    '/profile/stageReason': 'Обоснование стадии',
    '/profile/website': 'Сайт',
    '/profile/labels': 'Знаки качества',
    '/decisions': 'Решения',
    code: 'Код',
    asOf: 'Действовало на',
    knownAt: 'По сведениям на',
    issuedAt: 'Выдана',
  },
}
