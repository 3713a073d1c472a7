/** The ways to all other pages, in the order in which the frame shows them; also read by the build, for the picture that
 *  stands before the portal does. */
export const NAVIGATION = [
  ['/', 'home'],
  ['/clusters', 'register'],
  ['/figures', 'figures'],
  ['/compare', 'compare'],
  ['/releases', 'releases'],
  ['/reports', 'reports'],
  ['/documents', 'documents'],
  ['/verify', 'verify'],
] as const

/** The languages by their own names. */
export const LANGUAGE_NAMES = [
  ['en', 'English'],
  ['ru', 'Русский'],
] as const
