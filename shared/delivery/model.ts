export * from './model/delivery.ts'
export * from './model/fault.ts'
export * from './model/mail-settings.ts'
export * from './model/message.ts'
