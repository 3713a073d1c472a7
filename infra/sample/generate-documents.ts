import type { Sample, SampleDocument } from './model.ts'
import { pdfOf } from './pdf.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Small real files: they can be downloaded and opened. */
export const inventDocuments = (cluster: { readonly id: string }): readonly SampleDocument[] =>
  [
    {
      content: {
        titles: {
          en: 'How to found a cluster (invented guide)',
          ru: 'Как создать кластер (вымышленное пособие)',
        },
        descriptions: {
          en: 'Six steps from a first meeting to an entry in the register.',
          ru: 'Шесть шагов от первой встречи до записи в реестре.',
        },
        language: 'en',
        tags: ['guide'],
        visibility: 'public',
      },
      fileName: 'How to found a cluster.pdf',
      mediaType: 'application/pdf',
      bytes: pdfOf('How to found a cluster (invented guide)', [
        '1. Find out who works in the field, and where.',
        '2. Bring ten of them to one table.',
        '3. Agree on two things to do together within a year.',
        '4. Choose a management organisation.',
        '5. Draft the application with regions, category and members.',
        '6. Send it to the authority that keeps the register.',
      ]),
    },
    {
      content: {
        titles: { en: 'How to found a cluster, in Russian', ru: 'Как создать кластер: памятка' },
        language: 'ru',
        tags: ['guide'],
        visibility: 'public',
      },
      fileName: 'Как создать кластер — памятка.txt',
      mediaType: 'text/plain',
      bytes: utf8(
        [
          'Как создать кластер (вымышленная памятка)',
          '',
          '1. Выясните, кто и где работает в отрасли.',
          '2. Соберите десять организаций за одним столом.',
          '3. Договоритесь о двух совместных делах на год.',
          '4. Выберите управляющую организацию.',
          '5. Подготовьте заявку: регионы, категория, участники.',
          '6. Направьте её в орган, ведущий реестр.',
          '',
        ].join('\n'),
      ),
    },
    {
      content: {
        titles: { en: 'Members by kind, invented figures', ru: 'Участники по видам, вымышленные данные' },
        language: 'en',
        clusters: [cluster.id],
        tags: ['figures'],
        visibility: 'public',
      },
      fileName: 'members-by-kind.csv',
      mediaType: 'text/csv',
      bytes: utf8('kind,members\nfirm,9\nresearch institute,2\nuniversity,1\n'),
    },
    {
      content: {
        titles: { en: 'Notes for members (invented)', ru: 'Заметки для участников (вымышлено)' },
        language: 'ru',
        clusters: [cluster.id],
        tags: ['notes'],
        visibility: 'members',
      },
      fileName: 'Заметки для участников.txt',
      mediaType: 'text/plain',
      bytes: utf8('Следующая встреча рабочей группы — в первый вторник месяца (вымышлено).\n'),
    },
  ] satisfies Sample['documents']
