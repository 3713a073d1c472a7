import type { PlatformText } from './localised-text.ts'

/** What a problem can be. Each code is stable: clients may rely on it. Its status and title are fixed here, so
 *  that one code never means two things. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: { en: 'Invalid request', ru: 'Некорректный запрос' } },
  'invalid-cursor': { status: 400, title: { en: 'Invalid cursor', ru: 'Некорректный курсор' } },
  unauthenticated: { status: 401, title: { en: 'Sign-in required', ru: 'Требуется вход' } },
  forbidden: { status: 403, title: { en: 'Not allowed', ru: 'Недостаточно полномочий' } },
  'second-factor-required': {
    status: 403,
    title: { en: 'Second factor required', ru: 'Требуется второй фактор' },
  },
  'not-found': { status: 404, title: { en: 'Not found', ru: 'Не найдено' } },
  conflict: { status: 409, title: { en: 'Conflict', ru: 'Конфликт' } },
  'likely-duplicates': {
    status: 409,
    title: { en: 'Probably there already', ru: 'Вероятно, уже есть' },
  },
  busy: { status: 409, title: { en: 'Busy, try again', ru: 'Занято, повторите' } },
  'stale-version': { status: 412, title: { en: 'Changed in the meantime', ru: 'Запись уже изменена' } },
  'too-large': { status: 413, title: { en: 'Too large', ru: 'Слишком большой объём' } },
  'unsupported-media-type': { status: 415, title: { en: 'JSON expected', ru: 'Нужен JSON' } },
  'invalid-body': { status: 422, title: { en: 'Invalid content', ru: 'Некорректное содержание' } },
  'rule-failed': { status: 422, title: { en: 'A rule does not allow it', ru: 'Не допускается правилом' } },
  'key-reused': {
    status: 422,
    title: { en: 'Idempotency key reused', ru: 'Ключ идемпотентности уже использован' },
  },
  'version-required': { status: 428, title: { en: 'If-Match required', ru: 'Требуется If-Match' } },
  'too-many-requests': { status: 429, title: { en: 'Too many requests', ru: 'Слишком много запросов' } },
  internal: { status: 500, title: { en: 'Something went wrong here', ru: 'Внутренняя ошибка' } },
  unavailable: { status: 503, title: { en: 'Unavailable for now', ru: 'Временно недоступно' } },
} as const satisfies Record<string, { status: number; title: PlatformText }>

export type ProblemCode = keyof typeof PROBLEMS

const isProblemCode = (name: string): name is ProblemCode => name in PROBLEMS

/** All codes. */
export const PROBLEM_CODES: readonly ProblemCode[] = Object.keys(PROBLEMS).filter(isProblemCode)

/** One fault in what the caller sent: where (RFC 6901 pointer, from the body's root, or the parameter's name
 *  behind `?` or `:`), what is wrong, and what would be right. */
export interface Fault {
  readonly pointer: string
  readonly detail: PlatformText
}

/** An error that the caller can be told: every expected failure of a use case is one of these. */
export abstract class DomainError extends Error {
  abstract readonly code: ProblemCode
  readonly detail: PlatformText
  readonly faults: readonly Fault[]
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined

  constructor(
    detail: PlatformText,
    options: {
      readonly faults?: readonly Fault[]
      readonly retryAfter?: number
      readonly cause?: unknown
    } = {},
  ) {
    super(detail.en, options.cause === undefined ? undefined : { cause: options.cause })
    this.detail = detail
    this.faults = options.faults ?? []
    this.retryAfter = options.retryAfter
  }
}

// `name` is set by hand: minifying renames constructors.

export class InvalidRequestError extends DomainError {
  override readonly name = 'InvalidRequestError'
  readonly code = 'invalid-request'
}

export class InvalidCursorError extends DomainError {
  override readonly name = 'InvalidCursorError'
  readonly code = 'invalid-cursor'
  constructor() {
    super({
      en: 'The cursor is not one that this list gave you with these filters; read from the first page.',
      ru: 'Курсор не выдавался для этого списка с такими фильтрами; начните с первой страницы.',
    })
  }
}

export class UnauthenticatedError extends DomainError {
  override readonly name = 'UnauthenticatedError'
  readonly code = 'unauthenticated'
}

export class ForbiddenError extends DomainError {
  override readonly name = 'ForbiddenError'
  readonly code = 'forbidden'
}

/** The power is held, but deciding needs a stronger sign-in. */
export class SecondFactorError extends DomainError {
  override readonly name = 'SecondFactorError'
  readonly code = 'second-factor-required'
  constructor() {
    super({
      en: 'This decision needs a second factor: sign in again with one (a one-time code or a security key).',
      ru: 'Для этого решения нужен второй фактор: войдите снова с ним (одноразовый код или ключ безопасности).',
    })
  }
}

export class NotFoundError extends DomainError {
  override readonly name = 'NotFoundError'
  readonly code = 'not-found'
}

export class ConflictError extends DomainError {
  override readonly name = 'ConflictError'
  readonly code = 'conflict'
}

/** Something that is probably the same as what is to be added. */
export interface SimilarRecord {
  readonly id: string
  /** How alike they are, 0 to 1. */
  readonly score: number
  /** By what. */
  readonly detail: PlatformText
}

/** What is to be added is probably there already; who has seen that and adds it all the same says so. */
export class LikelyDuplicatesError extends DomainError {
  override readonly name = 'LikelyDuplicatesError'
  readonly code = 'likely-duplicates'
  readonly duplicates: readonly SimilarRecord[]
  constructor(duplicates: readonly SimilarRecord[]) {
    const listed = (language: 'en' | 'ru') =>
      duplicates.map(({ id, detail }) => `${id} (${detail[language]})`).join('; ')
    super({
      en: `It is probably there already: ${listed('en')}. If it is another one, name these in acknowledgedDuplicates.`,
      ru: `Вероятно, это уже есть: ${listed('ru')}. Если речь о другом, перечислите их в acknowledgedDuplicates.`,
    })
    this.duplicates = duplicates
  }
}

/** Others were faster for longer than the retries lasted; nothing was written. */
export class BusyError extends DomainError {
  override readonly name = 'BusyError'
  readonly code = 'busy'
  constructor() {
    super(
      {
        en: 'Others are changing the same records; nothing was written. Try again.',
        ru: 'Эти записи сейчас изменяют другие; ничего не записано. Повторите попытку.',
      },
      { retryAfter: 1 },
    )
  }
}

export class StaleVersionError extends DomainError {
  override readonly name = 'StaleVersionError'
  readonly code = 'stale-version'
  constructor() {
    super({
      en: 'The record changed since you read it; read it again and repeat the change.',
      ru: 'Запись изменилась после чтения; прочитайте её снова и повторите изменение.',
    })
  }
}

export class TooLargeError extends DomainError {
  override readonly name = 'TooLargeError'
  readonly code = 'too-large'
}

export class UnsupportedMediaTypeError extends DomainError {
  override readonly name = 'UnsupportedMediaTypeError'
  readonly code = 'unsupported-media-type'
}

export class InvalidBodyError extends DomainError {
  override readonly name = 'InvalidBodyError'
  readonly code = 'invalid-body'
}

/** A rule of the domain forbids it: the request is well formed, but what it asks for is not allowed. */
export class RuleFailedError extends DomainError {
  override readonly name = 'RuleFailedError'
  readonly code = 'rule-failed'
}

export class KeyReusedError extends DomainError {
  override readonly name = 'KeyReusedError'
  readonly code = 'key-reused'
  constructor() {
    super({
      en: 'This Idempotency-Key was used for another request; use a new key for a new request.',
      ru: 'Этот Idempotency-Key уже использован для другого запроса; для нового запроса нужен новый ключ.',
    })
  }
}

export class VersionRequiredError extends DomainError {
  override readonly name = 'VersionRequiredError'
  readonly code = 'version-required'
  constructor() {
    super({
      en: 'Send If-Match with the ETag of the version you read, so that no change of others is overwritten.',
      ru: 'Отправьте If-Match со значением ETag прочитанной версии, чтобы не затереть чужое изменение.',
    })
  }
}

/** The API key has used up its requests of this minute. */
export class TooManyRequestsError extends DomainError {
  override readonly name = 'TooManyRequestsError'
  readonly code = 'too-many-requests'
}

export class UnavailableError extends DomainError {
  override readonly name = 'UnavailableError'
  readonly code = 'unavailable'
}
