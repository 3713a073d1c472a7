/** Names in the application of these tests. */
export const TABLE = 'register'
export const OTHER_TABLE = 'other'
export const WRITER = 'writer'
export const CONSUMER = 'consumer'
export const FAILURES = 'failures'
