import type { PlatformText } from '#kernel/localised-text'
import type { ListName } from './model.ts'

interface FixedCode {
  readonly code: string
  readonly names: PlatformText
}

const codes = (rows: Readonly<Record<string, readonly [en: string, ru: string]>>): readonly FixedCode[] =>
  Object.entries(rows).map(([code, [en, ru]]) => ({ code, names: { en, ru } }))

/** The codes of the lists that come with the platform. */
export const FIXED_CODES: readonly (readonly [ListName, readonly FixedCode[]])[] = [
  [
    'entry-statuses',
    codes({
      registered: ['Registered', 'Зарегистрирована'],
      suspended: ['Suspended', 'Приостановлена'],
      removed: ['Removed', 'Исключена'],
      annulled: ['Annulled', 'Аннулирована'],
    }),
  ],
  [
    'observation-statuses',
    codes({
      A: ['Normal value', 'Обычное значение'],
      B: ['Break in the series', 'Разрыв ряда'],
      E: ['Estimated', 'Оценка'],
      I: ['Imputed', 'Досчитано'],
      P: ['Provisional', 'Предварительное'],
      U: ['Low reliability', 'Низкая надёжность'],
      V: ['Not yet verified', 'Ещё не проверено'],
      M: ['Cannot exist', 'Не может существовать'],
      L: ['Exists but was not supplied', 'Существует, но не представлено'],
      O: ['Missing', 'Отсутствует'],
      Q: ['Suppressed', 'Скрыто'],
    }),
  ],
  [
    'confidentiality-statuses',
    codes({
      F: ['Free', 'Свободно'],
      N: ['Internal only', 'Только для служебного пользования'],
      C: ['Confidential', 'Конфиденциально'],
      A: ['Too few contributors', 'Слишком мало респондентов'],
      O: ['Dominated by one contributor', 'Преобладает один респондент'],
      T: ['Dominated by two contributors', 'Преобладают два респондента'],
      G: ['Dominated by one or two contributors', 'Преобладают один или два респондента'],
      D: ['Secondary suppression', 'Вторичное скрытие'],
      E: ['Under embargo until its release', 'Под эмбарго до выпуска'],
    }),
  ],
  [
    'workflow-statuses',
    codes({
      draft: ['Draft', 'Черновик'],
      submitted: ['Submitted', 'Представлено'],
      returned: ['Returned', 'Возвращено'],
      verified: ['Verified', 'Проверено'],
      published: ['Published', 'Опубликовано'],
      withdrawn: ['Withdrawn', 'Отозвано'],
    }),
  ],
  [
    'frequencies',
    codes({
      A: ['Annual', 'Годовая'],
      Q: ['Quarterly', 'Квартальная'],
      M: ['Monthly', 'Месячная'],
    }),
  ],
  [
    'period-formats',
    codes({
      YYYY: ['A year: 2025', 'Год: 2025'],
      'YYYY-Qn': ['A quarter: 2025-Q1', 'Квартал: 2025-Q1'],
      'YYYY-MM': ['A month: 2025-03', 'Месяц: 2025-03'],
    }),
  ],
  [
    'cluster-types',
    codes({
      industrial: ['Industrial', 'Промышленный'],
      innovation: ['Innovation', 'Инновационный'],
      agro: ['Agricultural', 'Аграрный'],
      tourism: ['Tourism', 'Туристский'],
      creative: ['Creative', 'Креативный'],
      services: ['Services', 'Сервисный'],
      other: ['Other', 'Иной'],
    }),
  ],
  [
    'cluster-stages',
    codes({
      emergence: ['Emergence', 'Зарождение'],
      growth: ['Growth', 'Рост'],
      sustainment: ['Sustainment', 'Зрелость'],
      decline: ['Decline', 'Спад'],
    }),
  ],
  [
    'organisation-kinds',
    codes({
      firm: ['Firm', 'Предприятие'],
      university: ['University', 'Университет'],
      'research-institute': ['Research institute', 'Научная организация'],
      'public-body': ['Public body', 'Орган или учреждение власти'],
      finance: ['Finance', 'Финансовая организация'],
      'infrastructure-operator': ['Infrastructure operator', 'Оператор инфраструктуры'],
      association: ['Association or NGO', 'Ассоциация или НКО'],
      other: ['Other', 'Иная'],
    }),
  ],
  [
    'organisation-sizes',
    codes({
      micro: ['Micro', 'Микропредприятие'],
      small: ['Small', 'Малое'],
      medium: ['Medium', 'Среднее'],
      large: ['Large', 'Крупное'],
    }),
  ],
  [
    'membership-roles',
    codes({
      'final-producer': ['Final producer', 'Производитель конечной продукции'],
      'intermediate-producer': ['Intermediate producer', 'Производитель промежуточной продукции'],
      research: ['Research', 'Исследования'],
      education: ['Education', 'Образование'],
      service: ['Service', 'Услуги'],
      infrastructure: ['Infrastructure', 'Инфраструктура'],
      finance: ['Finance', 'Финансирование'],
      management: ['Management', 'Управление'],
    }),
  ],
  [
    'value-chain-levels',
    codes({
      research: ['Research', 'Исследования'],
      inputs: ['Inputs', 'Сырьё и материалы'],
      components: ['Components', 'Комплектующие'],
      'final-product': ['Final product', 'Конечная продукция'],
      services: ['Services', 'Услуги'],
      market: ['Market', 'Рынок'],
    }),
  ],
  [
    'identifier-schemes',
    codes({
      EUID: ['European unique identifier', 'Европейский единый идентификатор'],
      LEI: ['Legal entity identifier (ISO 17442)', 'Код юридического лица (ISO 17442)'],
      VAT: ['VAT number', 'Номер плательщика НДС'],
      'DE-HR': ['German commercial register', 'Торговый реестр Германии'],
      'RU-OGRN': ['State registration number (OGRN)', 'ОГРН'],
      'RU-INN': ['Taxpayer number (INN, with KPP for a branch)', 'ИНН (с КПП для филиала)'],
    }),
  ],
]
