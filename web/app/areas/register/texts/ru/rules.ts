import { pluralIn } from '../../../../texts/plural.ts'
import type { rules as en } from '../en/rules.ts'

const plural = pluralIn<'one' | 'few' | 'many'>('ru')
const members = plural({
  one: '# участника',
  few: '# участников',
  many: '# участников',
  other: '# участника',
})

const leavers = plural({ one: '# участник', few: '# участника', many: '# участников', other: '# участника' })
const organisations = plural({
  one: '# организация',
  few: '# организации',
  many: '# организаций',
  other: '# организации',
})

/** Условия реестров и на чём они основаны, по-русски. */
export const rules: typeof en = {
  rules: {
    title: 'Условия и их выполнение',
    none: 'Этот реестр не требует правил. Можно посмотреть, каков кластер по любым из них.',
    choose: 'Правила',
    noChoice: '– нет –',
    version: (version) => `По версии ${version}, на сегодня:`,
    rule: 'Условие',
    verdict: 'Выполнено?',
    evidence: 'На чём основано',
    kinds: { 'all-of': 'всё из этого', 'any-of': 'одно из этого' },
    unverified: '(не сверено с текстом акта)',
    withheld: 'Значения не показаны: по ним можно судить о показателях участников.',
    found: (value) => `Есть: ${value}`,
    needed: (value) => `Нужно: ${value}`,
    shortBy: (value) => `Не хватает ${value}`,
    missing: (fact, count) =>
      count === 0 ? `Неизвестно: ${fact}` : `Неизвестно: ${fact}, у ${members(count)}`,
    or: ' или ',
    operators: { '>=': 'не менее', '>': 'более', '<=': 'не более', '<': 'менее', '=': 'ровно' },
  },
  assessments: {
    title: 'Сохранённые оценки',
    none: 'Пока ни одной. Оценка сохраняется с каждым решением по правилам и когда этого хочет держатель реестра.',
    on: 'На день',
    rules: 'Правила',
    version: (version) => `версия ${version}`,
    reason: 'Для чего',
    asked: 'оценка',
    decided: 'решение',
    waived: (reason) => `решение с отступлением: ${reason}`,
    validUntil: 'Действует до',
    noTerm: 'без срока',
    show: 'Показать',
    showOf: (day) => `Показать, на чём основана оценка: ${day}`,
    of: (rules, day) => `${rules}, на ${day}`,
    attested: 'Что было удостоверено',
    keep: 'Сохранить эту оценку',
    keepHint: 'С тем, что вы удостоверили выше; она не меняется.',
    kept: 'Оценка сохранена.',
  },
  verdicts: { pass: 'выполнено', fail: 'не выполнено', insufficient: 'неизвестно' },
  facts: {
    managementFte: 'Управление кластером, полные ставки',
    productivityRatio: 'Производительность кластера ÷ производительность региона',
    highPerformanceJobs: 'Доля высокопроизводительных рабочих мест, от 0 до 1',
    publicCollaboration: 'Сотрудничество с органом власти',
    englishWebsite: 'Английская версия сайта',
    activity: 'Подтверждение деятельности',
    socialEconomyCluster: 'Кластер социальной экономики, признанный Европейской комиссией',
    recognisedByProgramme: 'Признан кластерной программой',
    members: 'участники',
    roles: 'роли',
    kind: 'вид организации',
    hasOutput: 'выпуск продукции',
    'hasInvestmentContract or hasOutput': 'инвестиционный контракт или выпуск',
    establishments: 'места деятельности',
    'tie-value': 'стоимость связей',
  },
  attest: {
    title: 'Что если: подтвердить то, чего нет в записях',
    lead: 'Ничего не сохраняется. В решении эти сведения учитываются, только если их подтверждает решающий.',
    amount: 'Значение',
    amountHint: 'Число, например 2 или 0.5',
    answer: 'Ответ',
    yes: 'да',
    no: 'нет',
    evidence: 'На чём основано',
    evidenceHint: 'Документ, адрес, посещение',
    programme: 'Название программы',
    assess: 'Посмотреть, что будет',
    draft: (name) => `Что если: ${name}`,
  },
  otherMembers: {
    title: 'Что если: другие участники',
    lead: 'Ничего не сохраняется; никто не становится участником и не выходит.',
    joiningHint: 'Они учитываются с тем, что о них знает реестр: вид, размер и места деятельности.',
    add: 'Добавить организацию',
    drop: (number) => `Убрать организацию ${number}`,
    labels: { joining: 'Организации, которые вступили бы', withoutMembers: 'Участники, которые вышли бы' },
    supposed: (joining, leaving) =>
      `Предположено: вступают — ${organisations(joining)}, выходят — ${leavers(leaving)}.`,
    asItIs: 'Как есть',
  },
}
