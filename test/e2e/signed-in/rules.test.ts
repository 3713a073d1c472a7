import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en } from '../../../web/app/areas/register/texts/en.ts'
import { ru } from '../../../web/app/areas/register/texts/ru.ts'
import { en as formEn } from '../../../web/app/forms/texts/en.ts'
import { ru as formRu } from '../../../web/app/forms/texts/ru.ts'
import { en as sessionEn } from '../../../web/app/session/texts/en.ts'
import { ru as sessionRu } from '../../../web/app/session/texts/ru.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { ACT, clear, made, told, typeAct } from '../../support/portal-flows.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const TEXTS = {
  en: { register: en, form: formEn, session: sessionEn },
  ru: { register: ru, form: formRu, session: sessionRu },
} as const

const ECCP = { en: 'ECCP profile', ru: 'Профиль ECCP' } as const
const TIES_OF_ALL = {
  en: /^(– )*Every member but newcomers/,
  ru: /^(– )*У каждого участника, кроме новых/,
} as const
/** Of a cluster and its two members, in each language's run. */
const NAMES = {
  en: {
    cluster: { en: 'Organ Builders of the Loisach', ru: 'Органные мастера Лойзаха' },
    member: { en: 'Loisach Pipes', ru: 'Трубы Лойзаха' },
    other: { en: 'Loisach Bellows', ru: 'Мехи Лойзаха' },
  },
  ru: {
    cluster: { en: 'Violins and Bows Mittenwald', ru: 'Скрипки и смычки Миттенвальда' },
    member: { en: 'Isar Tonewood', ru: 'Изарская ель' },
    other: { en: 'Karwendel Varnish', ru: 'Карвендельский лак' },
  },
} as const
const REGISTER = 'with-rules'
const RULE_SETS = ['eccp-profile', 'industrial-cluster-779']
const REASON = 'The Land asked for it (test)'
const VISIT = 'A visit of the works (test)'
const PROGRAMME = 'go-cluster (test)'

const Made = z.looseObject({ id: z.string() })
const Entered = z.looseObject({ entries: z.array(z.looseObject({ number: z.string() })) })
const Assessments = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      ruleSet: z.string(),
      verdict: z.string(),
      waiver: z.unknown().optional(),
    }),
  ),
})

describe.skipIf(whyNoBrowser !== undefined)('rules of a register in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  const today = new Date().toISOString().slice(0, 10)
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    await made(platform, '/registers', {
      code: REGISTER,
      names: { en: 'Register with rules (test)', ru: 'Реестр с правилами (проверка)' },
      territory: ['*'],
      timeZone: 'Europe/Berlin',
      ruleSets: RULE_SETS,
    })
  })
  afterAll(() => browser?.close())

  const post = async (as: PersonaName, path: string, version: number, body: object): Promise<unknown> => {
    const headers = { 'if-match': `"${version}"` }
    const answer = await platform.api(path, { method: 'POST', as, body, headers })
    expect(answer.status, await answer.clone().text()).toBeLessThan(300)
    return answer.json()
  }

  /** A cluster of two members whose entry in the register with rules is under review. */
  const underReview = async (names: (typeof NAMES)['en' | 'ru']) => {
    const draft = { names: names.cluster, primaryCategory: '_U', regions: ['DE-BY'] }
    const { id: cluster } = Made.parse(await post('manager', '/clusters', 0, draft))
    const join = async (firm: typeof names.member | typeof names.other) => {
      const { id: organisation } = Made.parse(
        await made(platform, '/organisations', {
          names: firm,
          kind: 'firm',
          seat: { region: 'DE-BY' },
          noIdentifierReason: 'invented',
        }),
      )
      const roles = ['intermediate-producer']
      await made(platform, `/clusters/${cluster}/memberships`, { organisation, from: today, roles })
      return organisation
    }
    const organisation = await join(names.member)
    await join(names.other)
    const { id } = Made.parse(await post('manager', '/applications', 0, { cluster, register: REGISTER }))
    await post('manager', `/applications/${id}/submission`, 1, {})
    await post('region', `/applications/${id}/review`, 2, {})
    return { cluster, organisation, application: `/applications/${id}` }
  }

  const assessmentsOf = async (cluster: string) => {
    const answer = await platform.api(`/clusters/${cluster}/assessments`, { as: 'ministry' })
    return Assessments.parse(await answer.json()).items
  }

  it.each([
    { language: 'en', scheme: 'light', width: 1440 },
    { language: 'ru', scheme: 'dark', width: 360 },
  ] satisfies Look[])(
    'a decision attests what no record tells and waives what is not met: $language, $scheme, $width px',
    async (look) => {
      const { language } = look
      const { register: t, form: forms, session } = TEXTS[language]
      const { cluster, organisation, application } = await underReview(NAMES[language])
      const [member, other] = [NAMES[language].member[language], NAMES[language].other[language]]

      const ministry = await openSignedIn(browser, { url, address: application, look, persona: 'ministry' })
      const { page } = ministry
      const of779 = page.getByRole('article').filter({ hasText: '779' })
      const tied = of779.getByRole('row', { name: TIES_OF_ALL[language] })
      await tied.getByText(t.verdicts.insufficient, { exact: true }).waitFor()
      await of779.getByText(t.otherMembers.title).click()
      await of779.getByRole('button', { name: t.otherMembers.addTie }).click()
      await of779.getByLabel(t.ties.labels.supplier).selectOption({ label: member })
      await of779.getByLabel(t.ties.labels.customer).selectOption({ label: other })
      await of779.getByLabel(t.otherMembers.tieValue).fill('125000')
      await of779.getByRole('button', { name: t.attest.assess }).last().click()
      // Of what money a value is has to be said.
      await of779.getByRole('alert').filter({ hasText: t.ties.noAmount }).waitFor()
      await of779.getByLabel(t.ties.labels['value/currency']).fill('eur')
      await of779.getByRole('button', { name: t.attest.assess }).last().click()
      await of779.getByText(t.otherMembers.supposedTies(1)).waitFor()
      await tied.getByText(t.verdicts.pass, { exact: true }).waitFor()
      await clear(ministry)
      await of779.getByRole('button', { name: t.otherMembers.asItIs }).click()
      await tied.getByText(t.verdicts.insufficient, { exact: true }).waitFor()

      const decide = t.step.actions.register
      await page.getByRole('button', { name: decide, exact: true }).click()
      const form = page.locator('form', { has: page.getByRole('button', { name: decide, exact: true }) })
      await typeAct(page, forms)
      const programme = form.getByRole('group', { name: t.facts.recognisedByProgramme })
      await programme.getByLabel(t.attest.answer).selectOption('yes')
      await programme.getByLabel(t.attest.evidence).fill(VISIT)
      await programme.getByLabel(t.attest.programme).fill(PROGRAMME)
      await form.getByRole('button', { name: t.attest.addMember }).click()
      await form.getByLabel(t.attest.member(1)).selectOption({ label: member })
      await form.getByLabel(t.attest.memberFacts.hasInvestmentContract).selectOption('yes')
      const evidence = form.getByRole('group', { name: t.attest.members }).getByLabel(t.attest.evidence)
      await evidence.fill(VISIT)
      await clear(ministry)

      // The second set of rules is not passed.
      await form.getByRole('button', { name: decide, exact: true }).click()
      await form.getByRole('alert').waitFor()
      expect(await assessmentsOf(cluster)).toEqual([])
      expect(await programme.getByLabel(t.attest.programme).inputValue()).toBe(PROGRAMME)

      await form.getByText(t.step.waive).click()
      await form.getByLabel(t.step.labels['waiver/reason']).fill(REASON)
      await typeAct(page, forms, 'last')
      await clear(ministry)
      await form.getByRole('button', { name: decide, exact: true }).click()
      await told(page, t.step.done.register)

      const kept = await assessmentsOf(cluster)
      expect(
        kept
          .map(({ ruleSet, verdict, waiver }) => ({ ruleSet, verdict, waiver }))
          .toSorted((a, b) => (a.ruleSet < b.ruleSet ? -1 : 1)),
      ).toMatchObject([
        { ruleSet: 'eccp-profile', verdict: 'pass', waiver: undefined },
        { ruleSet: 'industrial-cluster-779', verdict: 'fail', waiver: { reason: REASON, act: ACT } },
      ])
      const waived = kept.find(({ waiver }) => waiver !== undefined)
      const full = await platform.api(`/clusters/${cluster}/assessments/${waived?.id}`, { as: 'ministry' })
      expect(await full.json()).toMatchObject({
        inputs: {
          attestations: {
            recognisedByProgramme: { value: true, programme: PROGRAMME, evidence: VISIT },
            members: [{ organisation, hasInvestmentContract: true, evidence: VISIT }],
          },
        },
      })

      // Of a decision one reads who took it, by what, and what was attested on which evidence.
      const row = page.getByRole('row').filter({ hasText: REASON })
      await row.getByRole('button', { name: t.assessments.show }).click()
      const section = page.getByRole('region', { name: t.assessments.title })
      await section.getByRole('heading', { name: t.assessments.waiver }).waitFor()
      const facts = (await section.locator('dl').allInnerTexts()).join('\n')
      for (const said of [t.assessments.you, REASON, ACT.number, PROGRAMME, VISIT, member])
        expect(facts).toContain(said)
      await clear(ministry)
      await ministry.close()

      const number = Entered.parse(await (await platform.api(`/clusters/${cluster}`)).json()).entries[0]
        ?.number
      const region = await openSignedIn(browser, {
        url,
        address: `/entries?register=${REGISTER}&number=${encodeURIComponent(number ?? '')}`,
        look,
        persona: 'region',
      })
      await region.page.getByRole('button', { name: t.entry.decisions.reconfirm, exact: true }).click()
      // Who may not waive sees why; the rules with what they rest on stand above the decision.
      await region.page.getByRole('heading', { name: ECCP[language], exact: true }).waitFor()
      await region.page.getByText(session.powers['waiver.grant']).first().waitFor()
      expect(await region.page.getByText(t.step.waive).count()).toBe(0)
      await clear(region)
      await region.close()
    },
    180_000,
  )
})
