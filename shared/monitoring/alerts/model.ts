export * from './model/alert.ts'
export * from './model/alert-rule.ts'
export * from './model/fact-words.ts'
export * from './model/finding.ts'
