/** Germany and its sixteen Länder: ISO 3166-2 codes and names. How many invented clusters have their seat there, and
 *  about how many thousand people work there: two Länder have fewer than three clusters, so that figures of few have
 *  to be withheld somewhere. */
export const LANDS = [
  { code: 'DE-BW', en: 'Baden-Württemberg', ru: 'Баден-Вюртемберг', clusters: 14, thousandJobs: 4800 },
  { code: 'DE-BY', en: 'Bavaria', ru: 'Бавария', clusters: 15, thousandJobs: 5800 },
  { code: 'DE-BE', en: 'Berlin', ru: 'Берлин', clusters: 7, thousandJobs: 1650 },
  { code: 'DE-BB', en: 'Brandenburg', ru: 'Бранденбург', clusters: 5, thousandJobs: 880 },
  { code: 'DE-HB', en: 'Bremen', ru: 'Бремен', clusters: 1, thousandJobs: 340 },
  { code: 'DE-HH', en: 'Hamburg', ru: 'Гамбург', clusters: 5, thousandJobs: 1050 },
  { code: 'DE-HE', en: 'Hesse', ru: 'Гессен', clusters: 9, thousandJobs: 2700 },
  {
    code: 'DE-MV',
    en: 'Mecklenburg-Western Pomerania',
    ru: 'Мекленбург — Передняя Померания',
    clusters: 5,
    thousandJobs: 580,
  },
  { code: 'DE-NI', en: 'Lower Saxony', ru: 'Нижняя Саксония', clusters: 9, thousandJobs: 3100 },
  {
    code: 'DE-NW',
    en: 'North Rhine-Westphalia',
    ru: 'Северный Рейн — Вестфалия',
    clusters: 15,
    thousandJobs: 7200,
  },
  { code: 'DE-RP', en: 'Rhineland-Palatinate', ru: 'Рейнланд-Пфальц', clusters: 6, thousandJobs: 1470 },
  { code: 'DE-SL', en: 'Saarland', ru: 'Саар', clusters: 2, thousandJobs: 390 },
  { code: 'DE-SN', en: 'Saxony', ru: 'Саксония', clusters: 9, thousandJobs: 1650 },
  { code: 'DE-ST', en: 'Saxony-Anhalt', ru: 'Саксония-Анхальт', clusters: 6, thousandJobs: 800 },
  { code: 'DE-SH', en: 'Schleswig-Holstein', ru: 'Шлезвиг-Гольштейн', clusters: 6, thousandJobs: 1030 },
  { code: 'DE-TH', en: 'Thuringia', ru: 'Тюрингия', clusters: 6, thousandJobs: 800 },
] as const

/** The rows of the code list. */
export const REGION_ROWS = [
  { code: 'DE', level: 'country', names: { en: 'Germany', ru: 'Германия' } },
  ...LANDS.map(({ code, en, ru }) => ({ code, parent: 'DE', level: 'land', names: { en, ru } })),
]
