import { pluralIn } from '../../../../texts/plural.ts'
import type { members as en } from '../en/members.ts'

const plural = pluralIn<'one' | 'few' | 'many'>('ru')

/** Участие, по-русски. */
export const members: typeof en = {
  members: {
    title: (name) => `Участники: ${name}`,
    lead: 'Участие учитывается, когда согласны обе стороны: организация и управление кластера.',
    list: 'Участники',
    none: 'Участников пока нет. Предложите первого ниже.',
    proposals: 'Предложено',
    noProposals: 'Открытых предложений нет.',
    answer: 'Ответ',
    waitsFor: {
      management: 'ждёт ответа организации',
      organisation: 'ждёт ответа управления',
    },
    decisions: { confirm: 'Подтвердить', decline: 'Отклонить', withdraw: 'Отозвать' },
    decided: {
      confirm: 'Подтверждено: организация стала участником.',
      decline: 'Отклонено.',
      withdraw: 'Предложение отозвано.',
    },
    propose: 'Предложить участие',
    proposed: 'Предложено: другая сторона должна подтвердить.',
    mayNotPropose: 'Участников предлагают редакторы управляющей организации и редакторы самой организации.',
    seek: 'Как начинается название',
    seekHint: 'Не менее двух букв',
    found: plural({
      one: 'Найдена #',
      few: 'Найдено #',
      many: 'Найдено #',
      other: 'Найдено #',
    }),
    chosen: 'Выбрано:',
    tasksHint: 'По одной в строке',
    end: 'Завершить',
    endOne: (name) => `Завершить участие: ${name}`,
    ended: 'Участие завершено.',
    toHint: 'Первый день, когда оно уже не действует',
    labels: {
      organisation: 'Организация',
      roles: 'Роли',
      level: 'Уровень цепочки',
      tasks: 'Задачи',
      from: 'С',
      to: 'По',
      reason: 'Основание',
    },
  },
}
