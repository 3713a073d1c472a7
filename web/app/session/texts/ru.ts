import { pluralIn } from '../../texts/plural.ts'
import type { Texts } from './en.ts'

const plural = pluralIn<'one' | 'few' | 'many'>('ru')

/** Тексты для вошедших по-русски. */
export const ru: Texts = {
  areasNavigation: 'Моя работа',
  areas: { work: 'Мои задачи', applications: 'Заявки', organisations: 'Организации', campaigns: 'Кампании' },
  clusterWork: {
    edit: 'Изменить профиль',
    members: 'Участники и предложения',
    ties: 'Связи',
    facilities: 'Объекты инфраструктуры',
    apply: 'Подать заявку на внесение в реестр',
    entry: (number) => `Работа с записью ${number}`,
  },
  waiting: plural({
    one: 'вас ждёт # дело',
    few: 'вас ждут # дела',
    many: 'вас ждут # дел',
    other: 'вас ждут # дела',
  }),
  signedInAs: 'Вход выполнен:',
  signOut: 'Выйти',
  noPosition: 'У вас пока нет должности: её назначает ведомство.',
  acting: 'исполняющий обязанности',
  roles: { admin: 'администратор', editor: 'редактор', viewer: 'читатель' },
  signingIn: 'Выполняется вход …',
  beside: { title: 'Вход выполнен', text: 'Вернитесь в другое окно; это можно закрыть.' },
  refused: {
    title: 'Войти не удалось',
    text: 'Вход прерван, длился слишком долго или отклонён службой входа. Ничего не потеряно; начните снова.',
  },
  expired: {
    title: 'Срок входа истёк.',
    text: 'Введённое остаётся здесь. Войдите снова в соседнем окне и продолжайте.',
    failed: 'Не удалось. Введённое остаётся здесь; попробуйте ещё раз.',
    again: 'Войти снова',
    waiting: 'Ожидание другого окна …',
  },
  may: {
    unknown: 'Ваши полномочия здесь пока неизвестны.',
    secondFactor: 'Это решение о чьих-то правах: войдите со вторым фактором.',
    everywhere: 'вся страна',
    lacking: (power, place) => `Нужно полномочие «${power}»: ${place}. Ни одна ваша должность его не даёт.`,
    elsewhere: (power, place, where) =>
      `Нужно полномочие «${power}»: ${place}. Ваше действует только здесь: ${where}.`,
  },
  powers: {
    'cluster.register': 'вносить кластеры в реестр',
    'cluster.suspend': 'приостанавливать записи',
    'cluster.remove': 'исключать записи',
    'cluster.edit': 'редактировать кластеры',
    'membership.confirm': 'подтверждать участие',
    'register.restore': 'восстанавливать реестр',
    'waiver.grant': 'допускать отступления',
    'rule-set.manage': 'вести наборы правил',
    'facility.manage': 'вести объекты инфраструктуры',
    'organisation.edit': 'редактировать организации',
    'code-list.manage': 'вести справочники',
    'indicator.manage': 'вести показатели',
    'kpi.submit': 'подавать показатели',
    'kpi.verify': 'проверять показатели',
    'target.set': 'устанавливать цели',
    'campaign.manage': 'вести кампании',
    'report.schedule': 'настраивать отчёты',
    'statistics.import': 'загружать статистику',
    'release.publish': 'публиковать выпуски',
    'embargo.read': 'читать до публикации',
    'document.publish': 'публиковать документы',
    'power.grant': 'предоставлять полномочия',
    'api-key.manage': 'вести ключи API',
    'person.erase': 'удалять персональные данные',
    'audit.read': 'читать журнал действий',
    'job.redrive': 'повторять сбойные задания',
  },
}
