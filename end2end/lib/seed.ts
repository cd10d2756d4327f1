/** What a test needs to be there before it begins, made behind the screen as the pages themselves do. */
import { expect, type APIRequestContext } from '@playwright/test';
import { until } from './process.ts';

/** A page, or a context of requests alone: both bear the session. */
type Caller = { request: APIRequestContext } | APIRequestContext;

const requests = (caller: Caller): APIRequestContext => ('request' in caller ? caller.request : caller);

/** Calls a server function. */
export async function call<T>(caller: Caller, path: string, request: unknown = {}): Promise<T> {
  const answer = await requests(caller).post(`/api/${path}`, { data: { request }, headers: { 'sec-fetch-site': 'same-origin' } });
  const text = await answer.text();
  expect(answer.ok(), `${path}: ${text}`).toBe(true);
  return JSON.parse(text) as T;
}

/** Sends a plain form of a page that asks for nothing but which record it is about. */
export async function step(caller: Caller, path: string, id: string): Promise<void> {
  const answer = await requests(caller).post(`/api/${path}`, { form: { id }, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
}

/** Adds a customer with a head office and, where an address is given, a contact, who speaks its language. */
export async function addCustomer(caller: Caller, name: string, email = '', details: Record<string, string> = {}): Promise<string> {
  const { locale = 'nl-BE' } = details;
  return call<string>(caller, 'customers/create', {
    template_id: null,
    customer: { name, country: 'BE', locale, ...details },
    address: { street: 'Markt', house_number: '1', postcode: '8000', city: 'Brugge', country: 'BE' },
    contact: email ? { first_name: 'Jan', last_name: 'Maes', email, locale } : {},
  });
}

/** Adds a customer that is worked for. The word sets the rows of one test apart from those of others on the same server. */
export async function activeCustomer(caller: Caller, name: string, vat = '', city = 'Gent'): Promise<string> {
  const details = {
    name, vat, number: '', company_number: '', external_reference: '', country: 'BE', locale: 'nl-BE', iban: '', email: '', phone: '',
    mobile: '', website: '', description: '', mandate: false, manager_id: null, business_unit_id: null,
  };
  const address = { city, postcode: '9000', street: 'Veldstraat', house_number: '1', country: 'BE' };
  const id = await call<string>(caller, 'customers/create', { template_id: null, customer: details, address, contact: {} });
  await call(caller, 'customers/activate', { id, version: 1 });
  return id;
}

/** Invites a customer's contact. */
export async function inviteCustomer(caller: Caller, customer_id: string): Promise<void> {
  const { recipients } = await call<{ recipients: object[] }>(caller, 'invitations/prepare', { customer_id });
  await call(caller, 'invitations/send', { customer_id, recipient: recipients[0], note: '' });
}

/** Changes a company's own details as its own person; what the firm approves waits for that. */
export async function changeOwn(own: Caller, customer_id: string, details: Record<string, string>): Promise<void> {
  const { version } = await call<{ version: number }>(own, 'portal/company', { id: customer_id });
  const typed = Object.fromEntries(Object.entries({ country: 'BE', ...details }).map(([field, value]) => [`details[${field}]`, value]));
  const form = { customer_id, version: String(version), ...typed };
  const saved = await requests(own).post('/api/portal/save_details', { form, headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' } });
  expect(saved.url(), 'what a customer changes was saved').toContain('bewaard=ja');
}

interface Import {
  line: { state: string };
}

/** Uploads a bulk file and waits until it was looked at; gives the id of the import. */
export async function uploadFile(caller: Caller, name: string, buffer: Buffer): Promise<string> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const answer = await requests(caller).post('/api/imports/upload', {
    multipart: { template: '', file: { name, mimeType, buffer } },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const id = new URL(answer.url()).pathname.match(/^\/imports\/([0-9a-f-]{36})$/)?.[1];
  if (!id) throw new Error(`the upload of ${name} led to ${answer.url()} (${answer.status()})`);
  await importIs(caller, id, /^(?!checking)/i);
  return id;
}

/** Waits until an import has come so far. */
export async function importIs(caller: Caller, id: string, state: RegExp): Promise<void> {
  await until(`an import that is ${state}`, async () => {
    const { line } = await call<Import>(caller, 'imports/get', { id });
    return state.test(line.state) || undefined;
  });
}
