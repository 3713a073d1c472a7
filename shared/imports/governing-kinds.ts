import {
  AuthorityRow,
  GrantRow,
  PersonRow,
  PositionRow,
  SubstitutionRow,
  SuccessionRow,
} from '#governance/model'
import { act, field, ID, INTERVAL, NAMES, needed, neededAct } from './columns.ts'
import type { Kind } from './kind.ts'

const governance = { powers: ['power.grant'], rowsPerCall: 100, callsAtOnce: 1 } as const

/** Who holds which power: people, authorities, positions, grants, acting officials, ends of authorities. */
export const GOVERNING_KINDS: readonly Kind[] = [
  {
    name: 'persons',
    fields: [ID, needed('subject'), needed('name'), needed('email')],
    row: PersonRow,
    ...governance,
  },
  {
    name: 'authorities',
    fields: [
      ID,
      needed('code'),
      field('parent'),
      needed('level'),
      NAMES,
      needed('territory', 'list'),
      field('formerNames', 'json'),
    ],
    row: AuthorityRow,
    tree: { own: 'code', parent: 'parent' },
    ...governance,
  },
  {
    name: 'positions',
    fields: [ID, needed('person'), needed('holder'), needed('role'), ...INTERVAL],
    row: PositionRow,
    ...governance,
  },
  {
    name: 'grants',
    fields: [
      ID,
      needed('holder'),
      needed('power'),
      field('territory', 'list'),
      field('clusters', 'list'),
      field('categories', 'list'),
      ...INTERVAL,
      needed('basis'),
      ...act('act'),
      field('delegable', 'flag'),
      ...act('endAct', 'endAct'),
      field('source'),
    ],
    row: GrantRow,
    tree: { own: 'id', parent: 'source' },
    ...governance,
  },
  {
    name: 'substitutions',
    fields: [ID, needed('position'), needed('substitute'), needed('from'), needed('to'), ...neededAct('act')],
    row: SubstitutionRow,
    ...governance,
  },
  {
    name: 'successions',
    fields: [
      needed('authority'),
      needed('kind'),
      needed('on'),
      ...neededAct('act'),
      field('successor'),
      field('positions'),
      field('grants'),
    ],
    row: SuccessionRow,
    ...governance,
  },
]
