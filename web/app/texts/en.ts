/** What stands around every page, in English, and in Russian under the same names. */
export const en = {
  name: 'Agglomera',
  skip: 'Skip to the content',
  mainNavigation: 'Main',
  pages: 'Pages',
  languages: 'Language',
  footer: 'About this site',
  nav: {
    home: 'Overview',
    register: 'Register',
    figures: 'Figures',
    compare: 'Compare',
    releases: 'Releases',
    reports: 'Reports',
    documents: 'Documents',
    verify: 'Check an extract',
    powers: 'Who may do what',
    developers: 'For developers',
    docs: 'API documentation',
  },
  legal: {
    privacy: 'Privacy',
    terms: 'Terms and data licence',
    accessibility: 'Accessibility',
    notice: 'Legal notice',
    contact: 'Contact',
  },
  signIn: 'Sign in',
  training: {
    name: 'Training',
    text: 'Nothing here is real, and no e-mail is sent.',
    mark: 'TRAINING',
  },
  closeNotice: 'Close this message',
  loading: 'Loading …',
  trouble: {
    missing: {
      title: 'This is not here',
      text: 'There is nothing at this address, or it is not for everybody to see.',
    },
    'signed-out': {
      title: 'Sign in to see this',
      text: 'This page is for people who are signed in. You come back to it afterwards.',
    },
    forbidden: {
      title: 'This is not for you to see',
      text: 'It is open to others only: to members of the cluster, or to the authority in charge.',
    },
    wrong: {
      title: 'The address asks for something that cannot be',
      text: 'Go back, or start from the overview.',
    },
    busy: { title: 'Too many requests at once', text: 'Wait a few seconds and try again.' },
    silent: {
      title: 'The platform does not answer just now',
      text: 'Your connection or the platform is interrupted. Nothing is lost; try again.',
    },
    again: 'Try again',
    toHome: 'To the overview',
  },
  noPage: {
    title: 'There is no such page',
    text: (path: string) => `Nothing has the address ${path}. It may have been moved, or mistyped.`,
  },
  more: 'Show more',
  all: 'All',
  sortBy: (column: string) => `Sort by ${column}`,
}

export type Texts = typeof en
