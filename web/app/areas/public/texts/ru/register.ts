import { pluralIn } from '../../../../texts/plural.ts'
import type { register as en } from '../en/register.ts'

const plural = pluralIn<'one' | 'few' | 'many' | 'other'>('ru')

/** Реестр, по-русски. */
export const register: typeof en = {
  register: {
    title: 'Реестр кластеров',
    lead: 'Все кластеры, внесённые ведомствами, с номером и состоянием записи.',
    cluster: 'Кластер',
    filters: 'Отбор',
    name: 'Название содержит',
    region: 'Регион',
    category: 'Направление',
    stage: 'Стадия',
    status: 'Состояние',
    clear: 'Снять все условия',
    count: plural({ one: '# кластер', few: '# кластера', many: '# кластеров', other: '# кластера' }),
    countSoFar: plural({
      one: 'пока # кластер',
      few: 'пока # кластера',
      many: 'пока # кластеров',
      other: 'пока # кластера',
    }),
    none: 'Подходящих кластеров нет. Снимите условие или выберите регион крупнее.',
    empty: 'Реестр пока пуст. Кластеры появятся, когда ведомство их внесёт.',
    entry: 'Запись',
    noEntry: 'нет записи',
  },
}
