/** The codes by which the register tells things of one sort apart: without schemas, for pages too. */

export const CLUSTER_TYPES = [
  'industrial',
  'innovation',
  'agro',
  'tourism',
  'creative',
  'services',
  'other',
] as const
export const CLUSTER_STAGES = ['emergence', 'growth', 'sustainment', 'decline'] as const

export const ORGANISATION_KINDS = [
  'firm',
  'university',
  'research-institute',
  'public-body',
  'finance',
  'infrastructure-operator',
  'association',
  'other',
] as const
/** Of firms. */
export const ORGANISATION_SIZES = ['micro', 'small', 'medium', 'large'] as const
export const ORGANISATION_FLAGS = ['start-up', 'high-growth', 'social-enterprise'] as const

export const MEMBERSHIP_ROLES = [
  'final-producer',
  'intermediate-producer',
  'research',
  'education',
  'service',
  'infrastructure',
  'finance',
  'management',
] as const
/** The value chain in its order. */
export const CHAIN_LEVELS = [
  'research',
  'inputs',
  'components',
  'final-product',
  'services',
  'market',
] as const

export const TIE_KINDS = ['supply', 'service', 'licence', 'research', 'investment'] as const

export const FACILITY_TYPES = [
  'technopark',
  'industrial-park',
  'laboratory',
  'testing-centre',
  'incubator',
  'logistics-centre',
  'training-centre',
] as const
