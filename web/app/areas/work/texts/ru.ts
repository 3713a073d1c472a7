import type { Texts } from './en.ts'

/** Собственные страницы по-русски. */
export const ru: Texts = {
  title: 'Мои задачи',
  lead: 'Что нужно сдать, что ждёт вашего решения и на что обратить внимание.',
  drafts: 'Введено и не отправлено',
  draft: 'Форма',
  savedAt: 'Последний ввод',
  discard: 'Отменить',
  discardOne: (title) => `Отменить: ${title}`,
  nothing: 'Вас ничего не ждёт.',
}
