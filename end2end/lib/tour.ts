/** Every page and every dialog with what they need: a tour for the specs that look at all of them. */
import path from 'node:path';
import { request, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { administrator, expect, hydrated, link, submitForm, test as base, visitor, type Account } from '../fixtures.ts';
import { password as chosen } from './colleagues.ts';
import type { MailServer } from './mail.ts';
import { artefacts, until } from './process.ts';
import { addCustomer, call, changeOwn, importIs, inviteCustomer, step, uploadFile } from './seed.ts';
import type { Server } from './server.ts';
import { says } from './words.ts';
import { customer, open as read, workbook } from './workbook.ts';

const long = 'Landbouwvennootschap Hendrickx-Vandenbroucke & Zonen van de Kempense Steenweg';
const bulkFile = 'klanten van het voorjaar met een lange naam.xlsx';
/** A colleague who sees only what it is assigned to, and signs in with a second step. */
const staff = { name: 'Stan Staf', email: 'stan@kantoorpeeters.be' };
const passkey = 'Laptop kantoor';
const unit = 'Toegankelijke unit';
const ownProfile = 'Toegankelijk profiel';
const otherTemplate = 'Toegankelijke bakkers';

/** What people typed into all this that reads like a sentence: it stands on pages in any language. */
export const typed = [long, bulkFile];

export const phone = { width: 360, height: 740 };

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
  /** An import under way, and one that asks about hidden rows first. */
  running: string;
  asking: string;
  /** Of an invitation that was accepted, one that was withdrawn, refused, or not answered in time. */
  answered: string;
  gone: string;
  declined: string;
  late: string;
  /** Of a mail about an invitation that came again later, and of one whose link ran out. */
  replaced: string;
  expired: string;
  /** The job that invited many. */
  many: string;
  /** A customer that waits for approval of what it changed. */
  changed: string;
  /** A customer whose contact has access. */
  kept: string;
  /** A customer with a template and a link. */
  linked: string;
  /** A template that a colleague changes too, and a permission profile of the firm's own. */
  clashing: string;
  own: string;
  /** Of the mail that invites, that lets a colleague join, that gives a new password, that signs a customer in. */
  invitation: string;
  joining: string;
  password: string;
  access: string;
  device: string;
  /** The session of a customer with one company, and with two. */
  one: string;
  two: string;
  /** That of a colleague who is no administrator, and that of an administrator who gave the password long ago. */
  assigned: string;
  unconfirmed: string;
}

const session = (name: string) => path.join(artefacts, 'sessions', `${name}.json`);
const longAgo = "'2020-01-01T00:00:00+00:00'";

/** Where the link of a mail leads. */
async function leading(mail: MailServer, email: string, leadingTo: string, subject?: RegExp): Promise<string> {
  return new URL(link(await mail.waitFor(email, subject), leadingTo)).pathname;
}

/** What it is made with: the servers, an administrator, and somebody who is not signed in. */
interface Place {
  server: Server;
  mail: MailServer;
  admin: APIRequestContext;
  nobody: APIRequestContext;
}

/** An invitation that was refused, that came again, whose link ran out, that nobody answered, and many at once. */
async function invitations({ server, mail, admin, nobody }: Place): Promise<Pick<Seeded, 'declined' | 'replaced' | 'expired' | 'late' | 'many'>> {
  const asked = async (name: string) => {
    const email = `${name.toLowerCase()}@toegankelijk.example`;
    const customer_id = await addCustomer(admin, `Toegankelijk ${name}`, email);
    await inviteCustomer(admin, customer_id);
    const { id } = await call<{ id: string }>(admin, 'invitations/state', { customer_id });
    return { id, email, address: await leading(mail, email, '/uitnodiging/') };
  };
  const [refused, again, ranOut, silent] = [await asked('Geweigerd'), await asked('Vervangen'), await asked('Verlopen'), await asked('Onbeantwoord')];
  const form = { token: refused.address.split('/').at(-1)!, reason: 'Druk' };
  const told = await nobody.post('/api/invitations/decline', { form, headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' } });
  expect(told.ok(), told.url()).toBe(true);
  await call(admin, 'invitations/resend', { id: again.id });
  await until('a second mail', async () => (await mail.all(again.email)).length === 2 || undefined);
  server.sql(
    `UPDATE link SET expires_at = ${longAgo} WHERE subject_id IN (SELECT id FROM invitation WHERE email = '${ranOut.email}')`,
    `UPDATE invitation SET expires_at = ${longAgo} WHERE email = '${silent.email}'`,
  );
  const ids = [await addCustomer(admin, 'Toegankelijk Velen', 'velen@toegankelijk.example'), await addCustomer(admin, 'Toegankelijk Zonder')];
  const many = await call<string>(admin, 'invitations/send_many', { selection: { ids, import: null }, note: '' });
  await until('many invitations', async () => (await call<{ state: string }>(admin, 'jobs/get', { id: many })).state === 'done' || undefined);
  return { declined: refused.address, replaced: again.address, expired: ranOut.address, late: silent.address, many };
}

/** An import that asks about hidden rows, and one that stays halfway for as long as somebody looks. */
async function imports({ server, admin }: Place): Promise<Pick<Seeded, 'asking' | 'running'>> {
  const made = await read(await workbook([customer(700_005), customer(700_006), customer(700_007)]));
  made.worksheets[0]!.getRow(3).hidden = true;
  const asking = await uploadFile(admin, 'verborgen.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
  const running = await uploadFile(admin, 'bezig.xlsx', await workbook([customer(700_008), customer(700_009)]));
  await step(admin, 'imports/start', running);
  await importIs(admin, running, /^done/i);
  const halfway = "(SELECT id FROM import WHERE file_name = 'bezig.xlsx')";
  server.sql(
    `UPDATE import SET state = 'importing', created = 1, finished_at = NULL WHERE id = ${halfway}`,
    `UPDATE job SET state = 'running', done = 1, total = 2, finished_at = NULL, lease_until = '2099-01-01T00:00:00+00:00'
      WHERE subject_id = ${halfway} AND kind = 'run_import'`,
  );
  return { asking, running };
}

/** A colleague joins, who has a second step, and an administrator signs in who gives no password for long. */
async function signIns({ server, mail }: Place, firm: Account, sessions: Pick<Seeded, 'assigned' | 'unconfirmed'>): Promise<void> {
  const [joining, signingIn] = [
    await request.newContext({ baseURL: server.url, storageState: visitor }),
    await request.newContext({ baseURL: server.url, storageState: visitor }),
  ];
  await submitForm(joining, server.url + (await leading(mail, staff.email, '/collega/')), { password: chosen });
  await submitForm(signingIn, `${server.url}/aanmelden`, { email: firm.email, password: firm.password });
  const user = (email: string) => `FROM "user" WHERE email = '${email}'`;
  server.sql(
    `UPDATE session SET confirmed_at = '2099-01-01T00:00:00+00:00' WHERE user_id = (SELECT id ${user(staff.email)})`,
    `UPDATE session SET confirmed_at = ${longAgo} WHERE confirmed_at < '2098' AND user_id = (SELECT id ${user(firm.email)})`,
    `INSERT INTO second_factor (firm_id, id, version, app_set_at, codes_set_at, last_step)
      SELECT firm_id, id, 1, ${longAgo}, ${longAgo}, 0 ${user(staff.email)}`,
    `INSERT INTO passkey (firm_id, id, version, user_id, credential_id, name, credential, created_at)
      SELECT firm_id, randomblob(16), 1, id, 'toegankelijk', '${passkey}', '{}', ${longAgo} ${user(staff.email)}`,
  );
  await joining.storageState({ path: sessions.assigned });
  await signingIn.storageState({ path: sessions.unconfirmed });
  await Promise.all([joining.dispose(), signingIn.dispose()]);
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
        const file = session(`portal-${workerIndex}-${companies.length}`);
        await visit.storageState({ path: file });
        return { visit, company, file, answered: new URL(answered).pathname };
      };
      const { file: one, visit: first, company: kept, answered } = await accepted('eerste@toegankelijk.example', [long]);
      const { file: two, visit: second, company: changed } = await accepted('twee@toegankelijk.example', ['Toegankelijk Eerste', 'Toegankelijk Twee']);
      await changeOwn(second, changed, { name: 'Toegankelijk Twee BV', phone: '050 12 34 56' });
      const invited = await addCustomer(admin, 'Toegankelijk Uitgenodigd', 'uitgenodigd@toegankelijk.example');
      await inviteCustomer(admin, invited);
      const withdrawn = await addCustomer(admin, 'Toegankelijk Ingetrokken', 'ingetrokken@toegankelijk.example');
      await inviteCustomer(admin, withdrawn);
      const gone = await leading(mail, 'ingetrokken@toegankelijk.example', '/uitnodiging/');
      const { id: invitation } = await call<{ id: string }>(admin, 'invitations/state', { customer_id: withdrawn });
      await call(admin, 'invitations/withdraw', { id: invitation });
      const profiles = await call<{ id: string; builtin: string; rights: object }[]>(admin, 'settings/profiles');
      const profile = profiles[0]!.id;
      const colleague = { name: 'Toe Gankelijk', email: 'toe@kantoorpeeters.be', locale: 'nl', profile_id: profile, unit_id: null };
      await call(admin, 'settings/invite', colleague);
      await submitForm(nobody, `${server.url}/wachtwoord`, { email: firm.email });
      await submitForm(nobody, `${server.url}/toegang`, { email: 'eerste@toegankelijk.example' });
      const wrong = customer(700_001, { 'Land (lettercode)': 'Belgique', 'Juridische naam': long });
      const preview = await uploadFile(admin, bulkFile, await workbook([customer(700_002), wrong]));
      const result = await uploadFile(admin, 'klaar.xlsx', await workbook([customer(700_003, { 'Juridische naam': long }), customer(700_004)]));
      await step(admin, 'imports/start', result);
      await importIs(admin, result, /^done/i);
      const refused = await uploadFile(admin, 'brief.xlsx', Buffer.from('Geachte heer'));

      const depot = { label: 'Magazijn', street: 'Diestsestraat', house_number: '12', postcode: '3000', city: 'Leuven', country: 'BE' };
      await call(admin, 'addresses/save', { customer_id: kept, id: null, version: 0, details: depot });
      const bakers = { name: otherTemplate, description: '', content };
      const clashing = await call<string>(admin, 'templates/save', { id: null, version: 0, details: bakers });
      const linked = await call<string>(admin, 'customers/create', {
        template_id: template, customer: { name: 'Toegankelijk Gekoppeld', country: 'BE', locale: 'nl-BE' }, address: {}, contact: {},
      });
      await call(admin, 'settings/save_unit', { id: null, version: 0, name: unit });
      const small = profiles.find(({ builtin }) => builtin === 'staff')!;
      const own = await call<string>(admin, 'settings/save_profile', { id: null, version: 0, name: ownProfile, rights: small.rights });
      const user_id = await call<string>(admin, 'settings/invite', { ...staff, locale: 'nl', profile_id: small.id, unit_id: null });
      await call(admin, 'integrations/assign', { customer_id: linked, user_id });
      const place = { server, mail, admin, nobody };
      const more = { ...(await invitations(place)), ...(await imports(place)) };
      const sessions = { assigned: session(`assigned-${workerIndex}`), unconfirmed: session(`unconfirmed-${workerIndex}`) };
      await signIns(place, firm, sessions);
      await use({
        id, concept, invited, template, profile, preview, result, refused, one, two, answered, gone, changed,
        kept, linked, clashing, own, ...more, ...sessions,
        device: await leading(mail, firm.email, '/toestel/', /nieuw toestel/),
        invitation: await leading(mail, 'uitgenodigd@toegankelijk.example', '/uitnodiging/'),
        joining: await leading(mail, 'toe@kantoorpeeters.be', '/collega/'),
        password: await leading(mail, firm.email, '/wachtwoord/', /wachtwoord/i),
        access: await leading(mail, 'eerste@toegankelijk.example', '/toegang/', /aan te melden/),
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
  /** What somebody comes here for, in Dutch. It must be within reach at every width. */
  main?: (page: Page) => Locator;
  /** Opens what the address does not say: a dialog, a menu, a message. It does so in any language, and any number of times. */
  open?: (page: Page) => Promise<unknown>;
  /** The use of a dialog in app/src that it opens: the file, the function and what that calls. */
  dialog?: string;
  /** Only a phone has it. */
  phone?: boolean;
}

export const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: typeof name === 'string' });
const anchor = (name: string | RegExp) => (page: Page) => page.getByRole('link', { name, exact: typeof name === 'string' }).first();
/** A button of the dialog that is open. */
const answer = (name: string) => (page: Page) => page.locator('dialog[open]').getByRole('button', { name, exact: true });
/** Presses what is called by a name, or by a text of app/locales. */
const pressNamed = (name: string | RegExp) => (page: Page) => button(name)(page).first().click();
const press = (keys: string, filled?: Record<string, string>) => async (page: Page) =>
  pressNamed(await says(page, keys, filled))(page);
const choose = (menu: (page: Page) => Promise<void>, item: string) => async (page: Page) => {
  await menu(page);
  await page.getByRole('menuitem', { name: await says(page, item) }).click();
};
const check = (key: string) => async (page: Page) => page.getByRole('checkbox', { name: await says(page, key) }).first().check();

/** A colleague changes what is being edited, and both save. */
async function meanwhile(page: Page): Promise<void> {
  const id = page.url().split('/').at(-2);
  const answer = await page.request.post('/api/customers/filled', { data: { id }, headers: { 'sec-fetch-site': 'same-origin' } });
  const { version, details } = (await answer.json()) as { version: number; details: object };
  await call(page, 'customers/update', { id, version, customer: { ...details, phone: `09 123 45 ${version}` } });
  await page.locator('#field-phone').fill('011 98 76 54');
  await press('ui.save')(page);
  await page.getByRole('radio').first().waitFor();
}

/** The same with a template. */
async function meanwhileTemplate(page: Page): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { version, details } = await call<{ version: number; details: object }>(page, 'templates/get', { id });
  await call(page, 'templates/save', { id, version, details: { ...details, description: `Bakkers ${version}` } });
  await page.locator('#field-description').fill('Slagers');
  await press('templates.save')(page);
  await page.getByRole('radio').first().waitFor();
}

/** What is wrong with a form is said. */
async function refuse(page: Page, fields: Record<string, string>, wrong: string): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#field-${name}`).fill(value);
  await press('ui.save')(page);
  await page.locator(`#field-${wrong}-error`).waitFor();
}

/** Goes away from a form in which something was typed. */
async function leave(page: Page): Promise<void> {
  await page.locator('#field-description').fill('Belt liever');
  await page.getByRole('link', { name: await says(page, 'ui.cancel') }).click();
}

/** Goes away from a dialog in which something was typed. */
async function leaveContact(page: Page): Promise<void> {
  await press('card.contact.add')(page);
  await page.locator('#field-contact_first_name').pressSequentially('Lot');
  await page.keyboard.press('Escape');
}

/** Has new recovery codes made, and sees them. */
async function newCodes(page: Page): Promise<void> {
  await press('session.factors.codes_new')(page);
  await page.locator('dialog[open]').getByRole('button', { name: await says(page, 'session.factors.codes_new') }).click();
  await page.waitForURL('**/tweestaps/codes');
  await hydrated(page);
}

/** Asks to apply the template to a customer that has none. */
async function applyTemplate(page: Page): Promise<void> {
  await page.locator('#field-template').selectOption({ label: otherTemplate });
  await press('integrations.template.apply')(page);
}

const ofUser = press('settings.users.actions', { name: staff.name });

export const ofVisitors: Shown[] = [
  { name: 'sign-in', address: () => '/aanmelden', main: button('Aanmelden') },
  { name: 'forgotten-password', address: () => '/wachtwoord', main: button('Link versturen') },
  { name: 'new-password', address: ({ password }) => password, main: button('Wachtwoord opslaan') },
  { name: 'new-password-gone', address: () => '/wachtwoord/nergens', main: anchor('Nieuwe link vragen') },
  { name: 'new-device', address: ({ device }) => device, main: button('Alle sessies beëindigen') },
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
  { name: 'answer-declined', address: ({ declined }) => declined },
  { name: 'answer-late', address: ({ late }) => late },
  { name: 'answer-replaced', address: ({ replaced }) => replaced, main: button('Nieuwe link versturen') },
  { name: 'answer-expired', address: ({ expired }) => expired, main: button('Nieuwe link versturen') },
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

export const ofOwners: Shown[] = [
  { name: 'companies', address: () => '/mijn-bedrijf', main: anchor('Toegankelijk Twee') },
  { name: 'company-waiting', address: ({ changed }) => `/mijn-bedrijf/${changed}`, main: button('Wijziging intrekken') },
];

/** Of a colleague who sees only some customers, and signs in with a second step. */
export const ofAssigned: Shown[] = [
  {
    name: 'card-leave',
    address: ({ linked }) => `/klanten/${linked}/instellingen`,
    main: answer('Mezelf weghalen'),
    open: press('integrations.people.remove', { name: staff.name }),
    dialog: 'integrations/tab/shared.rs Leaving Confirm',
  },
  { name: 'factors', address: () => '/profiel', main: button('Nieuwe codes maken') },
  {
    name: 'factors-app',
    address: () => '/profiel',
    main: answer('Weghalen'),
    open: press('session.factors.app_remove'),
    dialog: 'session/pages/factors.rs App Confirm',
  },
  {
    name: 'factors-passkey',
    address: () => '/profiel',
    main: answer('Weghalen'),
    open: press('session.factors.passkey_actions', { name: passkey }),
    dialog: 'session/pages/factors.rs PasskeyItem Confirm',
  },
  {
    name: 'factors-codes',
    address: () => '/profiel',
    main: answer('Nieuwe codes maken'),
    open: press('session.factors.codes_new'),
    dialog: 'session/pages/factors.rs Codes Confirm',
  },
  { name: 'codes', address: () => '/profiel', main: anchor('Verder'), open: newCodes },
  { name: 'codes-gone', address: () => '/tweestaps/codes', main: anchor('Verder') },
];

/** Of a colleague who gave the password long ago. */
export const ofUnconfirmed: Shown[] = [
  {
    name: 'confirm-dialog',
    address: ({ own }) => `/instellingen/profielen/${own}`,
    main: answer('Bevestigen'),
    open: press('settings.profiles.require_factor_save'),
    dialog: 'settings/pages/confirming.rs ConfirmDialog FormDialog',
  },
  { name: 'second-step-unconfirmed', address: () => '/tweestaps?wat=app&terug=/profiel', main: button('Bevestigen') },
];

export const ofNobodyYet: Shown[] = [{ name: 'begin', address: () => '/begin', main: button('Kantoor maken') }];

export const ofAnEmptyFirm: Shown[] = [
  { name: 'empty-customers', address: () => '/klanten', main: anchor('Klant toevoegen') },
  { name: 'empty-imports', address: () => '/imports', main: anchor('Klanten importeren') },
  { name: 'empty-templates', address: () => '/sjablonen', main: anchor('Nieuw sjabloon') },
  { name: 'empty-new', address: () => '/klanten/nieuw', main: anchor('Een sjabloon maken') },
];

export const ofColleagues: Record<string, Shown[]> = {
  'the list of customers': [
    { name: 'customers', address: () => '/klanten?tab=concept', main: anchor('Klant toevoegen') },
    { name: 'customers-chosen', address: () => '/klanten?tab=concept', main: anchor('Uitnodigen'), open: check('customers.select') },
    { name: 'customers-print', address: () => '/klanten/afdrukken?tab=concept', main: button('Afdrukken') },
    { name: 'customers-no-match', address: () => '/klanten?zoek=xqzxqz', main: anchor(/Zoekopdracht wissen/) },
    {
      name: 'customers-filters',
      address: () => '/klanten?tab=concept',
      main: (page) => page.locator('#filters').getByRole('link', { name: 'Mijn klanten' }),
      open: (page) => page.locator('.to-filters').click(),
      phone: true,
    },
    {
      name: 'customers-menu',
      address: () => '/klanten?tab=concept&zoek=toegankelijk+concept',
      main: (page) => page.getByRole('menuitem', { name: 'Verwijderen' }),
      open: press('customers.actions_of'),
    },
    {
      name: 'customers-delete',
      address: () => '/klanten?tab=concept&zoek=toegankelijk+concept',
      main: answer('Verwijderen'),
      open: choose(press('customers.actions_of'), 'customers.delete'),
      dialog: 'customers/list/row_menu.rs DeleteDialog Confirm',
    },
  ],
  'adding, editing and inviting': [
    { name: 'new-template', address: () => '/klanten/nieuw', main: anchor('Zonder sjabloon') },
    { name: 'new-form', address: ({ template }) => `/klanten/nieuw?sjabloon=${template}`, main: button('Opslaan') },
    {
      name: 'new-form-wrong',
      address: () => '/klanten/nieuw?sjabloon=geen',
      main: anchor(/^Naam ontbreekt/),
      open: (page) => refuse(page, {}, 'name'),
    },
    {
      name: 'new-form-refused',
      address: () => '/klanten/nieuw?sjabloon=geen',
      main: (page) => page.getByRole('group', { name: 'Kijk dit na' }).getByRole('link').first(),
      open: (page) => refuse(page, { vat: 'BE0477472710', iban: 'BE00', email: 'geen.adres', phone: '12', website: 'x', address_postcode: 'x' }, 'iban'),
    },
    { name: 'edit', address: ({ id }) => `/klanten/${id}/bewerken`, main: button('Opslaan') },
    {
      name: 'edit-conflict',
      address: ({ concept }) => `/klanten/${concept}/bewerken`,
      main: (page) => page.getByRole('radio', { name: 'Uw versie, Telefoon' }),
      open: meanwhile,
    },
    {
      name: 'edit-leave',
      address: ({ invited }) => `/klanten/${invited}/bewerken`,
      main: answer('Weggaan'),
      open: leave,
      dialog: 'ui/kept/mod.rs Cancel Leave',
    },
    { name: 'invite', address: ({ id }) => `/klanten/${id}/uitnodigen`, main: button('Versturen') },
    { name: 'invite-obstacle', address: ({ invited }) => `/klanten/${invited}/uitnodigen`, main: anchor('Naar de kaart') },
    { name: 'invite-many', address: ({ id, concept, invited }) => `/klanten/uitnodigen?ids=${id},${concept},${invited}`, main: button('2 versturen') },
    { name: 'invited-many', address: ({ many }) => `/klanten/uitnodigen?job=${many}`, main: anchor('Naar de klanten') },
    { name: 'invite-nobody', address: () => '/klanten/uitnodigen', main: anchor('Naar de klanten') },
  ],
  'the card': [
    { name: 'card', address: ({ id }) => `/klanten/${id}`, main: anchor('Details bewerken') },
    { name: 'card-changed', address: ({ changed }) => `/klanten/${changed}`, main: button('Aangevinkte goedkeuren') },
    { name: 'card-invited', address: ({ invited }) => `/klanten/${invited}`, main: button('Opnieuw versturen') },
    {
      name: 'card-menu',
      address: ({ id }) => `/klanten/${id}`,
      main: (page) => page.getByRole('menuitem', { name: 'Verwijderen' }),
      open: press('card.menu.title', { name: long }),
    },
    { name: 'card-settings', address: ({ id }) => `/klanten/${id}/instellingen`, main: (page) => page.getByLabel('Integratie koppelen') },
    { name: 'card-history', address: ({ id }) => `/klanten/${id}/historiek`, main: anchor('Details bewerken') },
    {
      name: 'card-address',
      address: ({ id }) => `/klanten/${id}`,
      main: answer('Opslaan'),
      open: press('card.address.add'),
      dialog: 'customers/card/addresses/mod.rs Addresses Dialog',
    },
    {
      name: 'card-contact',
      address: ({ id }) => `/klanten/${id}`,
      main: answer('Opslaan'),
      open: press('card.contact.add'),
      dialog: 'customers/card/contacts/mod.rs Contacts Dialog',
    },
    {
      name: 'card-delete',
      address: ({ concept }) => `/klanten/${concept}`,
      main: answer('Verwijderen'),
      open: choose(press('card.menu.title', { name: 'Toegankelijk Concept' }), 'ui.delete'),
      dialog: 'customers/card/menu.rs DeleteDialog Confirm',
    },
    {
      name: 'card-withdraw',
      address: ({ invited }) => `/klanten/${invited}`,
      main: answer('Intrekken'),
      open: press('invitations.withdraw'),
      dialog: 'invitations/state.rs Actions Confirm',
    },
    {
      name: 'card-contact-leave',
      address: ({ id }) => `/klanten/${id}`,
      main: answer('Weggaan'),
      open: leaveContact,
      dialog: 'ui/dialog.rs Dialog Leave',
    },
    {
      name: 'card-contact-deactivate',
      address: ({ kept }) => `/klanten/${kept}`,
      main: answer('Deactiveren'),
      open: choose(press('card.menu.title', { name: 'Jan Maes' }), 'card.menu.deactivate'),
      dialog: 'customers/card/contacts/leaving.rs Leaving Confirm',
    },
    {
      name: 'card-contact-delete',
      address: ({ kept }) => `/klanten/${kept}`,
      main: answer('Verwijderen'),
      open: choose(press('card.menu.title', { name: 'Jan Maes' }), 'ui.delete'),
      dialog: 'customers/card/contacts/leaving.rs Leaving Confirm',
    },
    {
      name: 'card-address-delete',
      address: ({ kept }) => `/klanten/${kept}`,
      main: answer('Verwijderen'),
      open: choose(press('card.menu.title', { name: 'Markt 1, 8000 Brugge' }), 'ui.delete'),
      dialog: 'customers/card/addresses/mod.rs Addresses Confirm',
    },
    {
      name: 'card-head-office',
      address: ({ kept }) => `/klanten/${kept}`,
      main: answer('Opslaan'),
      open: press('card.address.change card.field.head_office'),
      dialog: 'customers/card/addresses/head_office.rs HeadOfficeDialog Confirm',
    },
    {
      name: 'card-access-withdraw',
      address: ({ kept }) => `/klanten/${kept}`,
      main: answer('Toegang intrekken'),
      open: press('card.access.withdraw_of'),
      dialog: 'access/section.rs Withdrawing Confirm',
    },
    {
      name: 'card-link',
      address: ({ linked }) => `/klanten/${linked}/instellingen`,
      main: button('Opslaan'),
      open: press('integrations.links.edit', { name: 'Peppol' }),
    },
    {
      name: 'card-unlink',
      address: ({ linked }) => `/klanten/${linked}/instellingen`,
      main: answer('Ontkoppelen'),
      open: choose(pressNamed('Peppol'), 'integrations.links.unlink'),
      dialog: 'integrations/tab/links.rs Unlink Confirm',
    },
    {
      name: 'card-template',
      address: ({ id }) => `/klanten/${id}/instellingen`,
      main: answer('Sjabloon toepassen'),
      open: applyTemplate,
      dialog: 'integrations/tab/template.rs Apply Confirm',
    },
  ],
  'templates and imports': [
    { name: 'templates', address: () => '/sjablonen', main: anchor('Nieuw sjabloon') },
    { name: 'template-1', address: ({ template }) => `/sjablonen/${template}`, main: button('Sjabloon opslaan') },
    { name: 'template-2', address: ({ template }) => `/sjablonen/${template}?stap=2`, main: button('Sjabloon opslaan') },
    { name: 'template-3', address: ({ template }) => `/sjablonen/${template}?stap=3`, main: button('Sjabloon opslaan') },
    { name: 'template-conflict', address: ({ clashing }) => `/sjablonen/${clashing}`, main: button('Opslaan met deze keuze'), open: meanwhileTemplate },
    { name: 'imports', address: () => '/imports', main: anchor('Klanten importeren') },
    { name: 'import-new', address: () => '/imports/nieuw', main: button('Opladen en nakijken') },
    { name: 'import-preview', address: ({ preview }) => `/imports/${preview}`, main: button('Importeren') },
    {
      name: 'import-discard',
      address: ({ preview }) => `/imports/${preview}`,
      main: answer('Verwerpen'),
      open: press('imports.page.discard'),
      dialog: 'imports/page/preview.rs Preview Confirm',
    },
    { name: 'import-asking', address: ({ asking }) => `/imports/${asking}`, main: button('Opnieuw nakijken') },
    { name: 'import-running', address: ({ running }) => `/imports/${running}`, main: button('Stoppen') },
    { name: 'import-result', address: ({ result }) => `/imports/${result}`, main: anchor(/Alle nieuwe klanten uitnodigen/) },
    { name: 'import-refused', address: ({ refused }) => `/imports/${refused}`, main: anchor(/Een ander bestand opladen/) },
  ],
  'settings': [
    { name: 'settings', address: () => '/instellingen', main: button('Opslaan') },
    { name: 'users', address: () => '/instellingen/gebruikers', main: button('Collega uitnodigen') },
    {
      name: 'users-invite',
      address: () => '/instellingen/gebruikers',
      main: answer('Uitnodigen'),
      open: press('settings.users.invite'),
      dialog: 'settings/pages/users_dialogs.rs InviteDialog FormDialog',
    },
    {
      name: 'users-change',
      address: () => '/instellingen/gebruikers',
      main: answer('Opslaan'),
      open: choose(ofUser, 'settings.users.change'),
      dialog: 'settings/pages/users_dialogs.rs ProfileDialog FormDialog',
    },
    {
      name: 'users-deactivate',
      address: () => '/instellingen/gebruikers',
      main: answer('Deactiveren'),
      open: choose(ofUser, 'settings.users.deactivate'),
      dialog: 'settings/pages/users_dialogs.rs ActiveDialog Confirm',
    },
    {
      name: 'users-end-sessions',
      address: () => '/instellingen/gebruikers',
      main: answer('Overal afmelden'),
      open: choose(ofUser, 'settings.users.end_sessions'),
      dialog: 'settings/pages/users_dialogs.rs AccessDialog Confirm',
    },
    {
      name: 'users-reset-factor',
      address: () => '/instellingen/gebruikers',
      main: answer('Tweede stap weghalen'),
      open: choose(ofUser, 'settings.users.reset_factor'),
      dialog: 'settings/pages/users_dialogs.rs AccessDialog Confirm',
    },
    { name: 'profiles', address: () => '/instellingen/profielen', main: anchor('Nieuw profiel') },
    {
      name: 'profiles-remove',
      address: () => '/instellingen/profielen',
      main: answer('Verwijderen'),
      open: choose(press('settings.users.actions', { name: ownProfile }), 'ui.delete'),
      dialog: 'settings/pages/profiles.rs ProfilesTab RemoveDialog',
    },
    { name: 'profile-rights', address: () => '/instellingen/profielen/nieuw', main: button('Opslaan') },
    { name: 'profile-built-in', address: ({ profile }) => `/instellingen/profielen/${profile}`, main: anchor('Kopiëren') },
    { name: 'sign-ins', address: () => '/instellingen/aanmeldingen', main: button('Tonen') },
    { name: 'units', address: () => '/instellingen/units', main: button('Business unit toevoegen') },
    {
      name: 'units-add',
      address: () => '/instellingen/units',
      main: answer('Opslaan'),
      open: press('settings.units.add'),
      dialog: 'settings/pages/groups.rs NameDialog FormDialog',
    },
    {
      name: 'units-rename',
      address: () => '/instellingen/units',
      main: answer('Opslaan'),
      open: choose(press('settings.groups.actions', { name: unit }), 'settings.groups.rename'),
      dialog: 'settings/pages/groups.rs NameDialog FormDialog',
    },
    {
      name: 'units-remove',
      address: () => '/instellingen/units',
      main: answer('Verwijderen'),
      open: choose(press('settings.groups.actions', { name: unit }), 'ui.delete'),
      dialog: 'settings/pages/groups.rs GroupsTab RemoveDialog',
    },
    { name: 'categories', address: () => '/instellingen/categorieen', main: button('Categorie toevoegen') },
    {
      name: 'categories-add',
      address: () => '/instellingen/categorieen',
      main: answer('Opslaan'),
      open: press('settings.categories.add'),
      dialog: 'settings/pages/groups.rs NameDialog FormDialog',
    },
    { name: 'confirm', address: () => '/bevestigen?terug=/profiel', main: button('Bevestigen') },
    { name: 'second-step', address: () => '/tweestaps?terug=/profiel' },
    { name: 'own-profile', address: () => '/profiel', main: button('Opslaan') },
    { name: 'user-menu', address: () => '/profiel', main: button('Afmelden'), open: pressNamed(new RegExp(administrator.name)) },
  ],
};

/** Who sees what on a server with a firm: the session, and the pages. */
export const visits = (seeded: Seeded, administrators: string) => [
  [visitor, ofVisitors],
  [seeded.one, ofCustomers],
  [seeded.two, ofOwners],
  [seeded.assigned, ofAssigned],
  [seeded.unconfirmed, ofUnconfirmed],
  [administrators, Object.values(ofColleagues).flat()],
] as const;

/** All of them. */
export const everything = [
  ofVisitors, ofCustomers, ofOwners, ofAssigned, ofUnconfirmed, ofNobodyYet, ofAnEmptyFirm, ...Object.values(ofColleagues),
].flat();
