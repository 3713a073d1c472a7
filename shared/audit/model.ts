export * from './model/chain.ts'
export * from './model/continuity.ts'
export * from './model/record.ts'
export * from './model/verify.ts'
