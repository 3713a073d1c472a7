import type { Language } from './language.ts'

/** What the page says of an answer: a heading, and what it means. */
interface Said {
  readonly verdict: string
  readonly explained: string
}

/** All that the page on which extracts are checked says by script. */
export interface VerifyTexts {
  readonly verdicts: Readonly<Record<'current' | 'changed' | 'annulled' | 'unknown', Said>>
  readonly files: Readonly<Record<'issued' | 'refuted' | 'unknown', Said>>
  readonly checking: string
  readonly empty: string
  readonly failed: string
  readonly notReady: string
  readonly extract: string
  readonly changes: (day: string) => string
  readonly change: (before: string, after: string, inForce: string, since: string) => string
  readonly nothing: string
  readonly noTerm: string
  readonly download: (format: string) => string
  readonly names: Readonly<Record<string, string>>
  readonly statuses: Readonly<Record<string, string>>
}

export const VERIFY_TEXTS: Readonly<Record<Language, VerifyTexts>> = {
  en: {
    verdicts: {
      current: {
        verdict: 'Genuine and current',
        explained: 'The register issued this extract, and an extract of today would say the same.',
      },
      changed: {
        verdict: 'Genuine, but changed since',
        explained: 'The register issued this extract. What it says has changed since.',
      },
      annulled: {
        verdict: 'The entry was annulled',
        explained: 'The register issued this extract, but the entry is void from its first day.',
      },
      unknown: {
        verdict: 'Unknown',
        explained: 'The register never issued an extract under this code.',
      },
    },
    files: {
      issued: { verdict: 'The file is the issued one', explained: 'Every byte is as it was issued.' },
      refuted: {
        verdict: 'The file was changed',
        explained:
          'The extract with this code was issued with other bytes. Do not rely on the file: what was really issued is below.',
      },
      unknown: {
        verdict: 'The file is unknown',
        explained:
          'No extract was issued with these bytes. If the document carries a code, enter it too: the register then says whether that extract exists.',
      },
    },
    checking: 'Checking…',
    empty: 'Enter the code, or choose a file.',
    failed: 'The register does not answer just now. Try again in a moment.',
    notReady: 'The files of this extract are still being made. Try again in a few seconds.',
    extract: 'What was issued',
    changes: (day) => `What has changed, since ${day}`,
    change: (before, after, inForce, since) =>
      `was: ${before}; now: ${after} (in force from ${inForce}, stated since ${since})`,
    nothing: 'nothing',
    noTerm: 'without term',
    download: (format) => `Download the issued ${format}`,
    names: {
      '/register/names': 'Register',
      '/register/holder': 'Authority that keeps the register',
      '/register/legalAct': 'Act on which the register rests',
      '/entry/number': 'Number',
      '/entry/status': 'Status',
      '/entry/statusSince': 'Status since',
      '/entry/validUntil': 'Holds until',
      '/entry/former': 'Follows',
      '/entry/successors': 'Followed by',
      '/facts/names': 'Cluster',
      '/facts/seat': 'Seat',
      '/facts/regions': 'Regions',
      '/facts/primaryCategory': 'Primary category',
      '/facts/managementOrganisation': 'Management organisation',
      '/profile/descriptions': 'Description',
      '/profile/categories': 'Further categories',
      '/profile/industries': 'Industries',
      '/profile/products': 'Products',
      '/profile/yearFounded': 'Year founded',
      '/profile/type': 'Type',
      '/profile/stage': 'Stage',
      '/profile/stageReason': 'Reason for the stage',
      '/profile/website': 'Website',
      '/profile/labels': 'Labels',
      '/decisions': 'Decisions',
      code: 'Code',
      asOf: 'In force on',
      knownAt: 'As known at',
      issuedAt: 'Issued at',
    },
    statuses: {
      registered: 'registered',
      suspended: 'suspended',
      removed: 'removed',
      annulled: 'annulled',
    },
  },
  ru: {
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
    failed: 'Реестр сейчас не отвечает. Повторите попытку чуть позже.',
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
    statuses: {
      registered: 'внесена в реестр',
      suspended: 'приостановлена',
      removed: 'исключена',
      annulled: 'аннулирована',
    },
  },
}
