import fc from 'fast-check'

const LONG = 'x'.repeat(5_000)

/** Texts that programs stumble over: empty, blank, control characters, halves of characters, other scripts' tricks,
 *  syntax of languages behind, names that objects of JavaScript have already. */
export const NASTY_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\r\n',
  '\ud800',
  '\udfff\ud800',
  '\u202eabc',
  '\ufeff',
  'İ',
  '👩‍👩‍👧‍👦',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  '9999-12-31',
  '0000-00-00',
  '2024-02-30',
  '10000-01-01',
  '2024-Q5',
  '*',
  '#',
  'REGISTER#x',
  '~',
  '../x',
  '%',
  '%00',
  "' OR 1=1 --",
  '{"a":1}',
  '<script>',
  '$(jndi:ldap)',
  LONG,
] as const

const NUMBERS = [
  0,
  -0,
  -1,
  1.5,
  1e-320,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  2 ** 31,
  2 ** 63,
  1e21,
]

const deep = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** One JSON value that is hardly ever what was asked for. */
export const nastyValue = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...NASTY_TEXTS) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        null,
        true,
        false,
        [],
        {},
        [null],
        [[]],
        [{}],
        { '': '' },
        deep(50),
        deep(400),
      ),
    },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: 1_000 }, () => 'a')) },
    { weight: 2, arbitrary: fc.jsonValue() },
  )

/** Bodies that are no JSON, or JSON that cannot be made from a value. */
export const RAW_BODIES = [
  '',
  ' ',
  '{',
  '}',
  '[',
  'null',
  '[]',
  '{}',
  '"text"',
  '1',
  '{"a":1e999}',
  '{"rows":[1e400]}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":1,"a":2}',
  '{"a":"\\ud800"}',
  '{"a":"\u0000"}',
  '\ufeff{}',
  "{'a':1}",
  '{"a":01}',
  '{"a":1}{"b":2}',
  'a=1&b=2',
  '<xml/>',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"rows":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `{"rows":[${'{},'.repeat(499)}{}]}`,
  `{"rows":[${'null,'.repeat(20)}null]}`,
  '{"rows":[[],"",0,true,{"rows":[]}]}',
] as const

export const CONTENT_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/vnd.api+json',
  'APPLICATION/JSON',
  'application/jsonx',
  'application/octet-stream',
  '',
] as const

/** Headers that the platform reads; only what HTTP lets through. */
export const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'If-Match': [
    '"1"',
    '"1"',
    '"2"',
    'W/"1"',
    '*',
    '1',
    '"',
    '"0"',
    '"-1"',
    '"999999999999999"',
    '"1","2"',
    '"é"',
    '"1e3"',
  ],
  'If-None-Match': ['"1"', 'W/"1"', '*', '"', '', '"1", "2"', 'é'],
  'Idempotency-Key': ['k', 'k', ' ', '', 'x'.repeat(200), 'x'.repeat(201), 'a b', 'é', '#', '__proto__'],
  'Accept-Language': [
    'ru',
    'en',
    '*',
    '',
    'ru;q=0',
    'ru;q=abc',
    'xx-YY,ru;q=0.5',
    ';;,,',
    'x'.repeat(3_000),
    'é',
  ],
  Accept: ['text/html', '*/*', '', 'application/xml'],
  Authorization: [
    'Bearer',
    'Bearer ',
    'Bearer a.b.c',
    'Basic eDp5',
    'é',
    `Bearer ${'x'.repeat(2_000)}`,
    'bearer null',
  ],
  'X-Amzn-Trace-Id': ['', 'é', 'Root=1', '"\\'],
}
