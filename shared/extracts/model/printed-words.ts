import type { Language } from '#kernel/localised-text'
import type { ClusterFields, EntryLink, EntryStatus } from '#registry/model'

/** How an extract says that it was issued for training: across each page, and in a sentence. */
export interface TrainingWords {
  readonly mark: string
  readonly notice: string
}

/** All that a printed extract says of its own. */
export interface PrintedWords {
  readonly training: TrainingWords
  readonly title: (number: string) => string
  readonly statement: (asOf: string, knownAt: string, issuedAt: string) => string
  readonly entry: string
  readonly number: string
  readonly status: string
  readonly statusSince: (status: string, day: string) => string
  readonly statuses: Readonly<Record<EntryStatus, string>>
  readonly registeredOn: string
  readonly act: string
  readonly validUntil: string
  readonly noTerm: string
  readonly former: string
  readonly successors: string
  readonly successions: Readonly<Record<EntryLink['kind'], string>>
  readonly recordedAt: string
  readonly registerAct: string
  readonly facts: string
  readonly name: string
  readonly otherNames: string
  readonly seat: string
  readonly regions: string
  readonly category: string
  readonly management: string
  readonly cluster: string
  readonly profile: string
  readonly description: string
  readonly categories: string
  readonly industries: string
  readonly products: string
  readonly type: string
  readonly types: Readonly<Record<NonNullable<ClusterFields['type']>, string>>
  readonly stage: string
  readonly stages: Readonly<Record<NonNullable<ClusterFields['stage']>, string>>
  readonly yearFounded: string
  readonly website: string
  readonly labels: string
  readonly decisions: string
  readonly decisionColumns: readonly string[]
  readonly actions: Readonly<Record<string, string>>
  readonly checking: string
  readonly checkingText: string
  readonly code: string
}

export const PRINTED_WORDS: Readonly<Record<Language, PrintedWords>> = {
  en: {
    training: {
      mark: 'TRAINING',
      notice: 'Issued for training: nothing in it is real, and it proves nothing.',
    },
    title: (number) => `Extract from the register: entry ${number}`,
    statement: (asOf, knownAt, issuedAt) =>
      `What was in force on ${asOf}, as the register knew it at ${knownAt}. Issued at ${issuedAt}.`,
    entry: 'Entry',
    number: 'Number',
    status: 'Status',
    statusSince: (status, day) => `${status}, since ${day}`,
    statuses: {
      registered: 'registered',
      suspended: 'suspended',
      removed: 'removed',
      annulled: 'annulled (void from the start)',
    },
    registeredOn: 'Date of the decision',
    act: 'Legal act',
    validUntil: 'Holds until (this day no longer included)',
    noTerm: 'without term',
    former: 'Follows',
    successors: 'Followed by',
    successions: { 're-entry': 're-entry', merger: 'merger', split: 'split' },
    recordedAt: 'Recorded at',
    registerAct: 'Act on which the register rests',
    facts: 'What the register states',
    name: 'Name of the cluster',
    otherNames: 'Name in other languages',
    seat: 'Seat',
    regions: 'Regions',
    category: 'Primary category',
    management: 'Management organisation',
    cluster: 'Identifier of the cluster',
    profile: 'What its editors state besides',
    description: 'Description',
    categories: 'Further categories',
    industries: 'Industries',
    products: 'Products',
    type: 'Type',
    types: {
      industrial: 'industrial',
      innovation: 'innovation',
      agro: 'agro-industrial',
      tourism: 'tourism',
      creative: 'creative industries',
      services: 'services',
      other: 'other',
    },
    stage: 'Stage',
    stages: { emergence: 'emergence', growth: 'growth', sustainment: 'sustainment', decline: 'decline' },
    yearFounded: 'Year founded',
    website: 'Website',
    labels: 'Labels',
    decisions: 'Decisions',
    decisionColumns: ['Decision', 'In force from', 'Legal act'],
    actions: {
      register: 'entered in the register',
      amend: 'facts amended',
      suspend: 'suspended',
      reinstate: 'reinstated',
      remove: 'removed',
      annul: 'annulled',
      reconfirm: 'confirmed anew',
    },
    checking: 'Checking this extract',
    checkingText:
      'Enter the code on this page, or choose the file there: the register answers whether the extract is genuine, and what has changed since.',
    code: 'Verification code',
  },
  ru: {
    training: {
      mark: 'УЧЕБНЫЙ',
      notice: 'Учебный документ: сведения в нём вымышлены, и он ничего не подтверждает.',
    },
    title: (number) => `Выписка из реестра: запись ${number}`,
    statement: (asOf, knownAt, issuedAt) =>
      `Сведения, действовавшие на ${asOf}, в том виде, в каком они были известны реестру на ${knownAt}. Выдана ${issuedAt}.`,
    entry: 'Запись',
    number: 'Номер',
    status: 'Состояние',
    statusSince: (status, day) => `${status}, с ${day}`,
    statuses: {
      registered: 'внесена в реестр',
      suspended: 'приостановлена',
      removed: 'исключена',
      annulled: 'аннулирована (недействительна с самого начала)',
    },
    registeredOn: 'Дата решения',
    act: 'Правовой акт',
    validUntil: 'Действует до (этот день не включается)',
    noTerm: 'без срока',
    former: 'Прежние записи',
    successors: 'Последующие записи',
    successions: { 're-entry': 'повторное внесение', merger: 'слияние', split: 'разделение' },
    recordedAt: 'Внесена в систему',
    registerAct: 'Акт, на основании которого ведётся реестр',
    facts: 'Сведения реестра',
    name: 'Наименование кластера',
    otherNames: 'Наименование на других языках',
    seat: 'Место нахождения',
    regions: 'Регионы',
    category: 'Основная категория',
    management: 'Управляющая организация',
    cluster: 'Идентификатор кластера',
    profile: 'Прочие сведения, указанные кластером',
    description: 'Описание',
    categories: 'Дополнительные категории',
    industries: 'Отрасли',
    products: 'Продукция',
    type: 'Тип',
    types: {
      industrial: 'промышленный',
      innovation: 'инновационный',
      agro: 'агропромышленный',
      tourism: 'туристский',
      creative: 'творческие индустрии',
      services: 'услуги',
      other: 'иной',
    },
    stage: 'Стадия',
    stages: { emergence: 'становление', growth: 'рост', sustainment: 'устойчивость', decline: 'спад' },
    yearFounded: 'Год основания',
    website: 'Сайт',
    labels: 'Знаки качества',
    decisions: 'Решения',
    decisionColumns: ['Решение', 'Действует с', 'Правовой акт'],
    actions: {
      register: 'внесение в реестр',
      amend: 'изменение сведений',
      suspend: 'приостановление',
      reinstate: 'возобновление',
      remove: 'исключение',
      annul: 'аннулирование',
      reconfirm: 'повторное подтверждение',
    },
    checking: 'Проверка выписки',
    checkingText:
      'Введите код на этой странице или выберите на ней файл: реестр ответит, подлинна ли выписка и что изменилось с тех пор.',
    code: 'Код проверки',
  },
}
