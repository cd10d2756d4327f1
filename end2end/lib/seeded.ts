/** A firm with all that its pages can show: what each needs is made once for all of them. */
import path from 'node:path';
import { request, type APIRequestContext } from '@playwright/test';
import { expect, link, submitForm, test as base, visitor, type Account } from '../fixtures.ts';
import { password as chosen } from './colleagues.ts';
import type { MailServer } from './mail.ts';
import { artefacts, until } from './process.ts';
import { addCustomer, call, changeOwn, importIs, inviteCustomer, step, uploadFile } from './seed.ts';
import type { Server } from './server.ts';
import { customer, open as read, workbook } from './workbook.ts';

export const long = 'Landbouwvennootschap Hendrickx-Vandenbroucke & Zonen van de Kempense Steenweg';
const bulkFile = 'klanten van het voorjaar met een lange naam.xlsx';
/** A colleague who sees only what it is assigned to, and signs in with a second step. */
export const staff = { name: 'Stan Staf', email: 'stan@kantoorpeeters.be' };
export const passkey = 'Laptop kantoor';
export const unit = 'Toegankelijke unit';
export const ownProfile = 'Toegankelijk profiel';
export const otherTemplate = 'Toegankelijke bakkers';

/** What people typed into all this that reads like a sentence: it stands on pages in any language. */
export const typed = [long, bulkFile];

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
  /** A field of the firm's own, archived: no form has it. */
  ownField: string;
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
      await call(admin, 'addresses/save', { customer_id: kept, id: null, version: 0, details: { new: depot } });
      await call(admin, 'settings/switch_card_tab', { slug: 'notities', on: true });
      await call(admin, 'settings/switch_card_tab', { slug: 'vrije-kenmerken', on: true });
      const code = { label: 'SAP-code', value: '4711' };
      await call(admin, 'free_fields/save', { customer_id: kept, own: { seen: {}, new: {}, added: code } });
      await call(admin, 'notes/save', { customer_id: kept, id: null, version: 0, text: 'Toegankelijke notitie' });
      const bakers = { name: otherTemplate, description: '', content };
      const clashing = await call<string>(admin, 'templates/save', { id: null, version: 0, details: bakers });
      const linked = await call<string>(admin, 'customers/create', {
        template_id: template, customer: { name: 'Toegankelijk Gekoppeld', country: 'BE', locale: 'nl-BE' }, address: {}, contact: {},
      });
      await call(admin, 'settings/save_unit', { id: null, version: 0, name: unit });
      const small = profiles.find(({ builtin }) => builtin === 'staff')!;
      const own = await call<string>(admin, 'settings/save_profile', { id: null, version: 0, name: ownProfile, rights: small.rights });
      await call(admin, 'own_fields/save', { id: null, version: 0, labels: { nl: 'Kastcode' }, kind: 'text' });
      const { fields } = await call<{ fields: { id: string }[] }>(admin, 'own_fields/list');
      const ownField = fields.at(-1)!.id;
      await call(admin, 'own_fields/archive', { id: ownField, version: 1, archived: true });
      const user_id = await call<string>(admin, 'settings/invite', { ...staff, locale: 'nl', profile_id: small.id, unit_id: null });
      await call(admin, 'integrations/assign', { customer_id: linked, user_id });
      const place = { server, mail, admin, nobody };
      const more = { ...(await invitations(place)), ...(await imports(place)) };
      const sessions = { assigned: session(`assigned-${workerIndex}`), unconfirmed: session(`unconfirmed-${workerIndex}`) };
      await signIns(place, firm, sessions);
      await use({
        id, concept, invited, template, profile, preview, result, refused, one, two, answered, gone, changed,
        kept, linked, clashing, own, ownField, ...more, ...sessions,
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
