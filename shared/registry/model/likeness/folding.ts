/** Russian letters in Latin ones as passports write them (ICAO Doc 9303, part 3, section 6, table B: 2013 and later).
 *  Every letter always becomes the same letters, so what is told apart here is told apart there. */
const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: 'ie',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
}

/** Russian text in Latin letters; other signs stay. Of lower-case text. */
export const transliterated = (text: string): string =>
  text.replaceAll(/[а-яё]/g, (letter) => LATIN[letter] ?? letter)

/** Letters that Unicode does not take apart into a letter and a mark. */
const WHOLE_LETTERS: readonly (readonly [string, string])[] = [
  ['ß', 'ss'],
  ['æ', 'a'],
  ['ø', 'o'],
  ['œ', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]

/** What one sound is written as in English, German and the several ways of writing Russian in Latin letters, in the
 *  order in which it is folded. Folding loses more than it keeps: it tells which names to compare, and names that fold
 *  alike are alike, not the same. */
const ONE_SOUND: readonly (readonly [RegExp, string])[] = [
  // German: Müller, Mueller, Muller.
  [/([aou])e/g, '$1'],
  [/shch|tsch|tch/g, 'ch'],
  [/sch/g, 'sh'],
  [/zh/g, 'z'],
  // Яндекс, Yandex, Jandex.
  [/[yj]/g, 'i'],
  [/x/g, 'ks'],
  // Бах and Bach: what is behind the Russian х and the German ch.
  [/kh|ch/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck/g, 'k'],
  [/qu/g, 'kv'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  // Цейсс and Zeiss, Центр, Center and Zentrum.
  [/c(?=[ei])/g, 's'],
  [/c/g, 'k'],
  [/t?z|ts/g, 's'],
  // Штайн and Stein.
  [/sh(?=[tp])/g, 's'],
  [/ei/g, 'ai'],
  [/ie/g, 'i'],
  // Мюллер and Müller.
  [/iu/g, 'u'],
  // Дальке and Dahlke.
  [/(?<=[aeiou])h(?=[^aeiou])/g, ''],
  [/(.)\1+/g, '$1'],
]

/** Words that were folded before: the same ones come again and again, and folding one takes 15 µs. */
const folded = new Map<string, string>()
const MOST_REMEMBERED = 10_000

/** A word as it is compared: without case and marks, in Latin letters, each sound in one way of writing. */
export const foldedWord = (word: string): string => {
  const known = folded.get(word)
  if (known !== undefined) return known
  if (folded.size >= MOST_REMEMBERED) folded.clear()
  const result = folding(word)
  folded.set(word, result)
  return result
}

const folding = (word: string): string => {
  if (/^\d+$/.test(word)) return word
  const whole = WHOLE_LETTERS.reduce((text, [from, to]) => text.replaceAll(from, to), word.toLowerCase())
  const plain = transliterated(whole.normalize('NFC')).normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return ONE_SOUND.reduce((text, [from, to]) => text.replaceAll(from, to), plain)
}

/** The consonants of a folded word, f and v as one; its own signs where it has too few. Words that differ in vowels only
 *  share it. */
export const skeletonOf = (folded: string): string => {
  const consonants = folded.replaceAll(/(?<=.)[aeiou]/g, '').replaceAll('f', 'v')
  return consonants.length >= 2 ? consonants : folded
}
