/** What browsers since 2022 understand. */
export const BROWSERS = ['chrome105', 'firefox110', 'safari16'] as const
