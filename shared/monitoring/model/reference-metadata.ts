import * as z from 'zod'
import { LocalisedText } from '../../kernel/localised-text.ts'

const concept = (number: string, name: string) =>
  LocalisedText.exactOptional().register(z.globalRegistry, { description: `${number} ${name}` })

/** What a statistician says of an indicator besides its definition, in the order and with the numbers of the Euro
 *  SDMX Metadata Structure (ESMS 2.0, Eurostat). What the definition itself states (unit, frequency, confidentiality
 *  class) is not repeated. A concept that nobody described is absent. */
export const ReferenceMetadata = z
  .object({
    contact: concept('1', 'Contact: who answers for the indicator'),
    classification: concept('3.2', 'Classification system'),
    coverage: concept('3.3', 'Coverage: which sectors and activities'),
    concepts: concept('3.4', 'Statistical concepts and definitions: how the words are meant'),
    statisticalUnit: concept('3.5', 'Statistical unit: what is observed'),
    population: concept('3.6', 'Statistical population'),
    referenceArea: concept('3.7', 'Reference area'),
    timeCoverage: concept('3.8', 'Coverage in time'),
    basePeriod: concept('3.9', 'Base period'),
    referencePeriod: concept('5', 'Reference period: of which time the value speaks'),
    mandate: concept('6', 'Institutional mandate: the act or agreement that it is collected under'),
    confidentialityPolicy: concept('7.1', 'Confidentiality: policy'),
    releasePolicy: concept('8', 'Release policy'),
    relevance: concept('12', 'Relevance: who needs it and what for'),
    accuracy: concept('13', 'Accuracy and reliability'),
    timeliness: concept('14', 'Timeliness and punctuality'),
    comparability: concept('15', 'Coherence and comparability'),
    burden: concept('16', 'Cost and burden'),
    revision: concept('17', 'Data revision: when and why values are revised'),
    source: concept('18.1', 'Source data'),
    collection: concept('18.3', 'Data collection'),
    compilation: concept('18.5', 'Data compilation'),
    comment: concept('19', 'Comment'),
  })
  .register(z.globalRegistry, { id: 'ReferenceMetadata' })
export type ReferenceMetadata = z.output<typeof ReferenceMetadata>
