/** Every page and every dialog with what they need: a tour for the specs that look at all of them. */
import path from 'node:path';
import { request, type Locator, type Page } from '@playwright/test';
import { administrator, link, submitForm, test as base, visitor } from '../fixtures.ts';
import { artefacts } from './process.ts';
import { addCustomer, call, importIs, inviteCustomer, step, uploadFile } from './seed.ts';
import { customer, workbook } from './workbook.ts';

const long = 'Landbouwvennootschap Hendrickx-Vandenbroucke & Zonen van de Kempense Steenweg';

export interface Seeded {
  /** A customer with a long name and all its data. */
  id: string;
  concept: string;
  invited: string;
  template: string;
  profile: string;
  preview: string;
  result: string;
  refused: string;
  /** Of an invitation that was accepted, and of one that was withdrawn. */
  answered: string;
  gone: string;
  /** A customer that waits for approval of what it changed. */
  changed: string;
  /** Of the mail that invites, that lets a colleague join, that gives a new password, that signs a customer in. */
  invitation: string;
  joining: string;
  password: string;
  access: string;
  /** The session of a customer with one company, and with two. */
  one: string;
  two: string;
}

export const test = base.extend<object, { seeded: Seeded }>({
  seeded: [
    async ({ server, firm, mail }, use, { workerIndex }) => {
      const admin = await request.newContext({ baseURL: server.url, storageState: firm.storageState });
      // What a test uses counts for these contexts too, unless they say otherwise.
      const nobody = await request.newContext({ baseURL: server.url, storageState: visitor });
      const content = { users: [], integrations: { peppol: { direction: 'both' } } };
      const name = 'Toegankelijke vennootschappen';
      const template = await call<string>(admin, 'templates/save', { id: null, version: 0, details: { name, description: long, content } });
      const id = await addCustomer(admin, long, 'jan.vermeulen-vandenbroucke@landbouwvennootschap-hendrickx.example', {
        vat: 'BE0477472701', company_number: '0477472701', iban: 'BE68539007547034', phone: '011 12 34 56', description: long,
      });
      const concept = await addCustomer(admin, 'Toegankelijk Concept', 'concept@toegankelijk.example');
      const accepted = async (email: string, companies: string[]) => {
        const visit = await request.newContext({ baseURL: server.url, storageState: visitor });
        let company = '', answered = '';
        for (const name of companies) {
          company = await addCustomer(admin, name, email);
          await inviteCustomer(admin, company);
          answered = link(await mail.waitFor(email, name), '/uitnodiging/');
          await submitForm(visit, answered, { way: 'link' });
        }
        const file = path.join(artefacts, 'sessions', `portal-${workerIndex}-${companies.length}.json`);
        await visit.storageState({ path: file });
        return { visit, company, file, answered: new URL(answered).pathname };
      };
      const { file: one, visit: first, answered } = await accepted('een@toegankelijk.example', [long]);
      const { file: two, visit: second, company: changed } = await accepted('twee@toegankelijk.example', ['Toegankelijk Een', 'Toegankelijk Twee']);
      const { version } = await call<{ version: number }>(second, 'portal/company', { id: changed });
      const typed = { customer_id: changed, version: String(version), 'details[name]': 'Toegankelijk Twee BV', 'details[country]': 'BE', 'details[phone]': '050 12 34 56' };
      const saved = await second.post('/api/portal/save_details', { form: typed, headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' } });
      if (!saved.url().includes('bewaard=ja')) throw new Error(`what a customer changes was not saved: ${saved.url()}`);
      const invited = await addCustomer(admin, 'Toegankelijk Uitgenodigd', 'uitgenodigd@toegankelijk.example');
      await inviteCustomer(admin, invited);
      const withdrawn = await addCustomer(admin, 'Toegankelijk Ingetrokken', 'ingetrokken@toegankelijk.example');
      await inviteCustomer(admin, withdrawn);
      const gone = new URL(link(await mail.waitFor('ingetrokken@toegankelijk.example'), '/uitnodiging/')).pathname;
      const { id: invitation } = await call<{ id: string }>(admin, 'invitations/state', { customer_id: withdrawn });
      await call(admin, 'invitations/withdraw', { id: invitation });
      const profiles = await call<{ id: string; name: string }[]>(admin, 'settings/profiles');
      const profile = profiles[0]!.id;
      const colleague = { name: 'Toe Gankelijk', email: 'toe@kantoorpeeters.be', locale: 'nl', profile_id: profile, unit_id: null };
      await call(admin, 'settings/invite', colleague);
      await submitForm(nobody, `${server.url}/wachtwoord`, { email: firm.email });
      await submitForm(nobody, `${server.url}/toegang`, { email: 'een@toegankelijk.example' });
      const wrong = customer(700_001, { 'Land (lettercode)': 'Belgique', 'Juridische naam': long });
      const preview = await uploadFile(admin, 'klanten van het voorjaar met een lange naam.xlsx', await workbook([customer(700_002), wrong]));
      const result = await uploadFile(admin, 'klaar.xlsx', await workbook([customer(700_003, { 'Juridische naam': long }), customer(700_004)]));
      await step(admin, 'imports/start', result);
      await importIs(admin, result, /^done/i);
      const refused = await uploadFile(admin, 'brief.xlsx', Buffer.from('Geachte heer'));
      const leading = async (email: string, leadingTo: string, subject?: RegExp) => new URL(link(await mail.waitFor(email, subject), leadingTo)).pathname;
      await use({
        id, concept, invited, template, profile, preview, result, refused, one, two, answered, gone, changed,
        invitation: await leading('uitgenodigd@toegankelijk.example', '/uitnodiging/'),
        joining: await leading('toe@kantoorpeeters.be', '/collega/'),
        password: await leading(firm.email, '/wachtwoord/', /wachtwoord/i),
        access: await leading('een@toegankelijk.example', '/toegang/', /aan te melden/),
      });
      await Promise.all([admin, nobody, first, second].map((context) => context.dispose()));
    },
    { scope: 'worker' },
  ],
});

/** A page, and what is shown on it. */
export interface Shown {
  name: string;
  address: (seeded: Seeded) => string;
  /** What somebody comes here for. It must be within reach at every width. */
  main?: (page: Page) => Locator;
  /** Opens what the address does not say: a dialog, a menu, a message. */
  open?: (page: Page) => Promise<unknown>;
}

export const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: typeof name === 'string' });
const anchor = (name: string | RegExp) => (page: Page) => page.getByRole('link', { name, exact: typeof name === 'string' }).first();
/** A button of the dialog that is open. */
const answer = (name: string) => (page: Page) => page.locator('dialog[open]').getByRole('button', { name, exact: true });
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const choose = (menu: string | RegExp, item: string) => async (page: Page) => {
  await page.getByRole('button', { name: menu }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
};
const check = (name: RegExp) => (page: Page) => page.getByRole('checkbox', { name }).first().check();

/** A colleague changes what is being edited, and both save. */
async function meanwhile(page: Page): Promise<void> {
  const id = page.url().split('/').at(-2);
  const answer = await page.request.post('/api/customers/filled', { data: { id }, headers: { 'sec-fetch-site': 'same-origin' } });
  const { version, details } = (await answer.json()) as { version: number; details: object };
  await call(page, 'customers/update', { id, version, customer: { ...details, phone: `09 123 45 ${version}` } });
  await page.locator('#field-phone').fill('011 98 76 54');
  await page.getByRole('button', { name: 'Opslaan' }).click();
}

export const ofVisitors: Shown[] = [
  { name: 'sign-in', address: () => '/aanmelden', main: button('Aanmelden') },
  { name: 'forgotten-password', address: () => '/wachtwoord', main: button('Link versturen') },
  { name: 'new-password', address: ({ password }) => password, main: button('Wachtwoord opslaan') },
  { name: 'new-password-gone', address: () => '/wachtwoord/nergens', main: anchor('Nieuwe link vragen') },
  { name: 'new-device-gone', address: () => '/toestel/nergens', main: anchor('Naar aanmelden') },
  { name: 'join', address: ({ joining }) => joining, main: button('Beginnen') },
  { name: 'join-gone', address: () => '/collega/nergens' },
  { name: 'answer', address: ({ invitation }) => invitation, main: button('Aanvaarden') },
  {
    name: 'answer-declining',
    address: ({ invitation }) => invitation,
    main: button('Weigeren'),
    open: (page) => page.locator('summary').click(),
  },
  { name: 'answer-accepted', address: ({ answered }) => answered, main: anchor('Aanmelden') },
  { name: 'answer-withdrawn', address: ({ gone }) => gone },
  { name: 'answer-unknown', address: () => '/uitnodiging/nergens', main: anchor('Aanmelden') },
  {
    name: 'access',
    address: () => '/toegang',
    main: button('Link versturen'),
    open: (page) => page.locator('summary').click(),
  },
  { name: 'sign-in-code', address: () => '/aanmelden/code' },
  { name: 'sign-in-passkey', address: () => '/aanmelden/passkey' },
  { name: 'access-link', address: ({ access }) => access, main: button('Aanmelden') },
];

export const ofCustomers: Shown[] = [
  {
    name: 'company',
    address: () => '/mijn-bedrijf',
    main: (page) => page.locator('form[action="/api/portal/save_details"] button[type="submit"]'),
    open: (page) => page.locator('details', { has: page.locator('form[action="/api/portal/save_details"]') }).locator('summary').first().click(),
  },
];

export const ofOwners: Shown[] = [{ name: 'companies', address: () => '/mijn-bedrijf', main: anchor('Toegankelijk Twee') }];

export const ofAnEmptyFirm: Shown[] = [
  { name: 'empty-customers', address: () => '/klanten', main: anchor('Klant toevoegen') },
  { name: 'empty-imports', address: () => '/imports', main: anchor('Klanten importeren') },
  { name: 'empty-templates', address: () => '/sjablonen', main: anchor('Nieuw sjabloon') },
  { name: 'empty-new', address: () => '/klanten/nieuw', main: anchor('Een sjabloon maken') },
];

export const ofColleagues: Record<string, Shown[]> = {
  'the list of customers': [
    { name: 'customers', address: () => '/klanten?tab=concept', main: anchor('Klant toevoegen') },
    { name: 'customers-chosen', address: () => '/klanten?tab=concept', main: anchor('Uitnodigen'), open: check(/selecteren$/) },
    { name: 'customers-print', address: () => '/klanten/afdrukken?tab=concept', main: button('Afdrukken') },
    { name: 'customers-no-match', address: () => '/klanten?zoek=xqzxqz', main: anchor(/Zoekopdracht wissen/) },
    {
      name: 'customers-menu',
      address: () => '/klanten?tab=concept&zoek=toegankelijk+concept',
      main: (page) => page.getByRole('menuitem', { name: 'Verwijderen' }),
      open: press(/^Acties voor/),
    },
    {
      name: 'customers-delete',
      address: () => '/klanten?tab=concept&zoek=toegankelijk+concept',
      main: answer('Verwijderen'),
      open: choose(/^Acties voor/, 'Verwijderen'),
    },
  ],
  'adding, editing and inviting': [
    { name: 'new-template', address: () => '/klanten/nieuw', main: anchor('Zonder sjabloon') },
    { name: 'new-form', address: ({ template }) => `/klanten/nieuw?sjabloon=${template}`, main: button('Opslaan') },
    {
      name: 'new-form-wrong',
      address: () => '/klanten/nieuw?sjabloon=geen',
      main: anchor(/^Naam ontbreekt/),
      open: press('Opslaan'),
    },
    { name: 'edit', address: ({ id }) => `/klanten/${id}/bewerken`, main: button('Opslaan') },
    {
      name: 'edit-conflict',
      address: ({ concept }) => `/klanten/${concept}/bewerken`,
      main: (page) => page.getByRole('radio', { name: 'Uw versie, Telefoon' }),
      open: meanwhile,
    },
    { name: 'invite', address: ({ id }) => `/klanten/${id}/uitnodigen`, main: button('Versturen') },
    { name: 'invite-obstacle', address: ({ invited }) => `/klanten/${invited}/uitnodigen`, main: anchor('Naar de kaart') },
    { name: 'invite-many', address: ({ id, concept, invited }) => `/klanten/uitnodigen?ids=${id},${concept},${invited}`, main: button('2 versturen') },
    { name: 'invite-nobody', address: () => '/klanten/uitnodigen', main: anchor('Naar de klanten') },
  ],
  'the card': [
    { name: 'card', address: ({ id }) => `/klanten/${id}`, main: anchor('Details bewerken') },
    { name: 'card-changed', address: ({ changed }) => `/klanten/${changed}`, main: button('Aangevinkte goedkeuren') },
    { name: 'card-invited', address: ({ invited }) => `/klanten/${invited}`, main: button('Opnieuw versturen') },
    { name: 'card-menu', address: ({ id }) => `/klanten/${id}`, main: (page) => page.getByRole('menuitem', { name: 'Verwijderen' }), open: press(/^Acties voor Landbouw/) },
    { name: 'card-settings', address: ({ id }) => `/klanten/${id}/instellingen`, main: (page) => page.getByLabel('Integratie koppelen') },
    { name: 'card-history', address: ({ id }) => `/klanten/${id}/historiek`, main: anchor('Details bewerken') },
    { name: 'card-address', address: ({ id }) => `/klanten/${id}`, main: answer('Opslaan'), open: press('Adres toevoegen') },
    { name: 'card-contact', address: ({ id }) => `/klanten/${id}`, main: answer('Opslaan'), open: press('Contactpersoon toevoegen') },
    { name: 'card-delete', address: ({ concept }) => `/klanten/${concept}`, main: answer('Verwijderen'), open: choose(/^Acties voor Toegankelijk/, 'Verwijderen') },
    { name: 'card-withdraw', address: ({ invited }) => `/klanten/${invited}`, main: answer('Intrekken'), open: press('Intrekken') },
  ],
  'templates and imports': [
    { name: 'templates', address: () => '/sjablonen', main: anchor('Nieuw sjabloon') },
    { name: 'template-1', address: ({ template }) => `/sjablonen/${template}`, main: button('Sjabloon opslaan') },
    { name: 'template-2', address: ({ template }) => `/sjablonen/${template}?stap=2`, main: button('Sjabloon opslaan') },
    { name: 'template-3', address: ({ template }) => `/sjablonen/${template}?stap=3`, main: button('Sjabloon opslaan') },
    { name: 'imports', address: () => '/imports', main: anchor('Klanten importeren') },
    { name: 'import-new', address: () => '/imports/nieuw', main: button('Opladen en nakijken') },
    { name: 'import-preview', address: ({ preview }) => `/imports/${preview}`, main: button('Importeren') },
    { name: 'import-discard', address: ({ preview }) => `/imports/${preview}`, main: answer('Verwerpen'), open: press('Verwerpen') },
    { name: 'import-result', address: ({ result }) => `/imports/${result}`, main: anchor(/Alle nieuwe klanten uitnodigen/) },
    { name: 'import-refused', address: ({ refused }) => `/imports/${refused}`, main: anchor(/Een ander bestand opladen/) },
  ],
  'settings': [
    { name: 'settings', address: () => '/instellingen', main: button('Opslaan') },
    { name: 'users', address: () => '/instellingen/gebruikers', main: button('Collega uitnodigen') },
    { name: 'users-invite', address: () => '/instellingen/gebruikers', main: answer('Uitnodigen'), open: press('Collega uitnodigen') },
    { name: 'profiles', address: () => '/instellingen/profielen', main: anchor('Nieuw profiel') },
    { name: 'profile-rights', address: () => '/instellingen/profielen/nieuw', main: button('Opslaan') },
    { name: 'profile-built-in', address: ({ profile }) => `/instellingen/profielen/${profile}`, main: anchor('Kopiëren') },
    { name: 'sign-ins', address: () => '/instellingen/aanmeldingen', main: button('Tonen') },
    { name: 'units', address: () => '/instellingen/units', main: button('Business unit toevoegen') },
    { name: 'units-add', address: () => '/instellingen/units', main: answer('Opslaan'), open: press('Business unit toevoegen') },
    { name: 'categories', address: () => '/instellingen/categorieen', main: button('Categorie toevoegen') },
    { name: 'categories-add', address: () => '/instellingen/categorieen', main: answer('Opslaan'), open: press('Categorie toevoegen') },
    { name: 'confirm', address: () => '/bevestigen?terug=/profiel', main: button('Bevestigen') },
    { name: 'second-step', address: () => '/tweestaps?terug=/profiel' },
    { name: 'own-profile', address: () => '/profiel', main: button('Opslaan') },
    { name: 'user-menu', address: () => '/profiel', main: button('Afmelden'), open: press(administrator.name) },
  ],
};
