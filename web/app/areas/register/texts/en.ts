/** Work on the register, in English. */
export const en = {
  edit: {
    title: (name: string) => `Edit ${name}`,
    lead: 'What you type is kept in this browser until you save it.',
    facts: 'Facts of the register entry',
    factsFixed: 'Name, seat, regions, main field and management change by an application for amendment only.',
    regionsHint: 'The first one is the region of the seat, unless another is chosen.',
    profile: 'Profile',
    websiteHint: 'With https:// at the beginning',
    contactHint: 'The office’s, no person’s own; shown to members.',
    save: 'Save',
    saved: 'The profile is saved.',
    back: 'To the cluster',
    contact: 'Management office',
    labels: {
      names: 'Name',
      descriptions: 'Description',
      primaryCategory: 'Main field',
      categories: 'Further fields',
      industries: 'Industries',
      regions: 'Regions',
      type: 'Type',
      stage: 'Stage of development',
      stageReason: 'Why this stage',
      yearFounded: 'Founded in',
      website: 'Website',
      seat: 'Seat',
      'seat/town': 'Town',
      'seat/region': 'Region of the seat',
      contact: 'Management office',
      'contact/email': 'E-mail',
      'contact/phone': 'Phone',
    },
  },
}

export type Texts = typeof en
