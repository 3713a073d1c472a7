export * from './model/code.ts'
export * from './model/extract.ts'
export * from './model/printed.ts'
export * from './model/verification.ts'
