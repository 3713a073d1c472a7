/** The door to what functions gave up on. */
export * from './model/answer.ts'
export * from './model/handling.ts'
export * from './model/kept-failure.ts'
export * from './model/view.ts'
