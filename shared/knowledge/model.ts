export * from './model/document.ts'
export * from './model/media-types.ts'
export * from './model/sight.ts'
