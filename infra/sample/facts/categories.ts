type Type = 'industrial' | 'innovation' | 'agro' | 'tourism' | 'creative' | 'services'

const category = (
  code: string,
  type: Type,
  industries: readonly string[],
  [en, ru]: readonly [string, string],
  [product, productRu]: readonly [string, string],
) => ({ code, type, industries, names: { en, ru }, product: { en: product, ru: productRu } })

/** Cluster categories of the sample, with the industries that belong to them and what their firms make. */
export const CATEGORIES = [
  category('AERO', 'industrial', ['C30', 'H51'], ['Aerospace', 'Авиация и космос'], ['Aero', 'Аэро']),
  category('AGRI', 'agro', ['A01', 'A02'], ['Agriculture', 'Сельское хозяйство'], ['Agro', 'Агро']),
  category('AUTO', 'industrial', ['C29', 'C22'], ['Automotive', 'Автомобилестроение'], ['Auto', 'Авто']),
  category('BIO', 'innovation', ['C21', 'M72'], ['Biotechnology', 'Биотехнологии'], ['Bio', 'Био']),
  category('CHEM', 'industrial', ['C20', 'C22'], ['Chemicals', 'Химия'], ['Chem', 'Хим']),
  category('CONS', 'industrial', ['F41', 'C23'], ['Construction', 'Строительство'], ['Build', 'Строй']),
  category(
    'CREA',
    'creative',
    ['J59', 'R90'],
    ['Creative industries', 'Креативные индустрии'],
    ['Studio', 'Студия'],
  ),
  category(
    'ELEC',
    'industrial',
    ['C26', 'C27'],
    ['Electronics', 'Электроника'],
    ['Electronic', 'Электроник'],
  ),
  category('ENER', 'innovation', ['D35', 'C27'], ['Energy', 'Энергетика'], ['Energy', 'Энерго']),
  category(
    'FINA',
    'services',
    ['K64', 'J63'],
    ['Financial services', 'Финансовые услуги'],
    ['Finance', 'Финанс'],
  ),
  category('FOOD', 'agro', ['C10', 'A01'], ['Food', 'Пищевая промышленность'], ['Food', 'Продукт']),
  category('HEAL', 'services', ['Q86', 'C32'], ['Health', 'Здравоохранение'], ['Health', 'Здоровье']),
  category('LOGI', 'services', ['H49', 'H52'], ['Logistics', 'Логистика'], ['Logistic', 'Логистик']),
  category('MACH', 'industrial', ['C28', 'C25'], ['Machinery', 'Машиностроение'], ['Machine', 'Маш']),
  category('MARI', 'industrial', ['H50', 'C30'], ['Maritime', 'Морская техника'], ['Marine', 'Морской']),
  category('META', 'industrial', ['C24', 'C25'], ['Metals', 'Металлургия'], ['Metal', 'Металл']),
  category(
    'OPTI',
    'innovation',
    ['C26', 'M72'],
    ['Optics and photonics', 'Оптика и фотоника'],
    ['Optic', 'Оптик'],
  ),
  category(
    'RECY',
    'innovation',
    ['E38', 'C22'],
    ['Circular economy', 'Экономика замкнутого цикла'],
    ['Cycle', 'Цикл'],
  ),
  category('SOFT', 'innovation', ['J62', 'J63'], ['Software', 'Программное обеспечение'], ['Soft', 'Софт']),
  category('TEXT', 'industrial', ['C13', 'C20'], ['Textiles', 'Текстиль'], ['Textile', 'Текстиль']),
  category('TOUR', 'tourism', ['I55', 'R90'], ['Tourism', 'Туризм'], ['Travel', 'Тур']),
  category('WOOD', 'agro', ['C16', 'A02'], ['Forestry and wood', 'Лес и древесина'], ['Wood', 'Лес']),
] as const

export type Category = (typeof CATEGORIES)[number]

export const CATEGORY_ROWS = CATEGORIES.map(({ code, names }) => ({ code, names }))
