/** The sample accounts that can sign in to a local platform, with or without the sample data. What each may do is
 *  decided by its grants alone. */
export const PERSONAS = [
  { name: 'ministry', title: { en: 'Ministry of economic affairs', ru: 'Министерство экономики' } },
  { name: 'region', title: { en: 'Authority of one Land', ru: 'Ведомство одной земли' } },
  { name: 'manager', title: { en: 'Cluster management', ru: 'Управляющая компания кластера' } },
  { name: 'participant', title: { en: 'Participant of a cluster', ru: 'Участник кластера' } },
  { name: 'analyst', title: { en: 'Statistics and analysis', ru: 'Статистика и анализ' } },
  { name: 'auditor', title: { en: 'Audit', ru: 'Аудит' } },
] as const

export type PersonaName = (typeof PERSONAS)[number]['name']

export const PERSONA_NAMES: readonly PersonaName[] = PERSONAS.map(({ name }) => name)

export const isPersona = (name: string): name is PersonaName => PERSONA_NAMES.some((known) => known === name)

/** The address of a persona's account: of a domain that can never exist. */
export const emailOf = (persona: PersonaName): string => `${persona}@sample.agglomera.invalid`
