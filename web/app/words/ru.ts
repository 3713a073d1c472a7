import type { Texts } from './en.ts'

/** Названия кодов по-русски. */
export const ru: Texts = {
  statuses: {
    draft: 'черновик',
    registered: 'внесён в реестр',
    suspended: 'приостановлен',
    removed: 'исключён',
    annulled: 'аннулирован',
  },
  stages: { emergence: 'становление', growth: 'рост', sustainment: 'устойчивость', decline: 'спад' },
  types: {
    industrial: 'промышленный',
    innovation: 'инновационный',
    agro: 'агропромышленный',
    tourism: 'туристский',
    creative: 'творческие индустрии',
    services: 'услуги',
    other: 'иной',
  },
  actions: {
    register: 'внесение в реестр',
    amend: 'изменение сведений',
    suspend: 'приостановление',
    reinstate: 'возобновление',
    remove: 'исключение',
    annul: 'аннулирование',
    reconfirm: 'повторное подтверждение',
  },
  kinds: {
    firm: 'предприятия',
    university: 'университеты',
    'research-institute': 'научные институты',
    'public-body': 'государственные органы',
    finance: 'финансовые организации',
    'infrastructure-operator': 'операторы инфраструктуры',
    association: 'объединения',
    other: 'прочие',
  },
  levels: {
    research: 'исследования',
    inputs: 'сырьё и материалы',
    components: 'комплектующие',
    'final-product': 'конечная продукция',
    services: 'услуги',
    market: 'сбыт',
  },
  roles: {
    'final-producer': 'конечный производитель',
    'intermediate-producer': 'промежуточный производитель',
    research: 'исследования',
    education: 'образование',
    service: 'услуги',
    infrastructure: 'инфраструктура',
    finance: 'финансирование',
    management: 'управление',
  },
}
