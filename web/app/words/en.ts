/** What the codes of contracts are called, in English. */
export const en = {
  statuses: {
    draft: 'draft',
    registered: 'registered',
    suspended: 'suspended',
    removed: 'removed',
    annulled: 'annulled',
  },
  stages: { emergence: 'emergence', growth: 'growth', sustainment: 'sustainment', decline: 'decline' },
  types: {
    industrial: 'industrial',
    innovation: 'innovation',
    agro: 'agro-industrial',
    tourism: 'tourism',
    creative: 'creative industries',
    services: 'services',
    other: 'other',
  },
  actions: {
    register: 'entered in the register',
    amend: 'facts amended',
    suspend: 'suspended',
    reinstate: 'reinstated',
    remove: 'removed',
    annul: 'annulled',
    reconfirm: 'confirmed anew',
  },
  kinds: {
    firm: 'firms',
    university: 'universities',
    'research-institute': 'research institutes',
    'public-body': 'public bodies',
    finance: 'finance',
    'infrastructure-operator': 'infrastructure operators',
    association: 'associations',
    other: 'other',
  },
  levels: {
    research: 'research',
    inputs: 'inputs',
    components: 'components',
    'final-product': 'final product',
    services: 'services',
    market: 'market',
  },
  roles: {
    'final-producer': 'final producer',
    'intermediate-producer': 'intermediate producer',
    research: 'research',
    education: 'education',
    service: 'service',
    infrastructure: 'infrastructure',
    finance: 'finance',
    management: 'management',
  },
}

export type Texts = typeof en
