/** Every page and every dialog: a tour for the specs that look at all of them. */
import type { Locator, Page } from '@playwright/test';
import { administrator, visitor } from '../fixtures.ts';
import {
  anchor, answer, arrangeColumns, button, check, choose, leave, meanwhile, meanwhileTemplate, newCodes, ofUser, press, pressNamed, refuse,
} from './actions.ts';
import { ownProfile, passkey, staff, unit, type Seeded } from './seeded.ts';
import { ofCards } from './tour-cards.ts';

export const phone = { width: 360, height: 740 };

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
    dialog: 'session/pages/confirming.rs ConfirmDialog FormDialog',
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
    {
      name: 'customers-columns',
      address: () => '/klanten?tab=concept',
      main: answer('Opslaan'),
      open: arrangeColumns,
      dialog: 'customers/list/arrange/mod.rs ArrangeDialog Dialog',
    },
    {
      name: 'keys-dialog',
      address: () => '/klanten?tab=concept',
      main: answer('Sluiten'),
      open: (page) => page.keyboard.press('?'),
      dialog: 'keys/mod.rs KeysDialog Dialog',
    },
    { name: 'keys', address: () => '/toetsen' },
    { name: 'customers-actions-page', address: ({ concept }) => `/klanten?tab=concept&zoek=toegankelijk+concept&acties=${concept}`, main: anchor('Sluiten') },
    { name: 'customers-columns-page', address: () => '/klanten/vensterinstellingen?tab=concept', main: button('Opslaan') },
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
      dialog: 'ui/form/draft_storage/mod.rs Cancel Leave',
    },
    { name: 'invite', address: ({ id }) => `/klanten/${id}/uitnodigen`, main: button('Versturen') },
    { name: 'invite-obstacle', address: ({ invited }) => `/klanten/${invited}/uitnodigen`, main: anchor('Naar de kaart') },
    { name: 'invite-many', address: ({ id, concept, invited }) => `/klanten/uitnodigen?ids=${id},${concept},${invited}`, main: button('2 uitnodigingen versturen') },
    { name: 'invited-many', address: ({ many }) => `/klanten/uitnodigen?job=${many}`, main: anchor('Naar de klanten') },
    { name: 'invite-nobody', address: () => '/klanten/uitnodigen', main: anchor('Naar de klanten') },
  ],
  'the card': ofCards,
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
    {
      name: 'sign-ins',
      address: () => '/instellingen/aanmeldingen',
      // On a phone it stands in the sheet that the filters open.
      main: (page) => page.getByRole('button', { name: /^(Tonen|Filters)/ }).locator('visible=true'),
    },
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
    { name: 'card-tabs', address: () => '/instellingen/klantkaart', main: button('Notities uitzetten') },
    { name: 'own-fields', address: () => '/instellingen/velden', main: button('Eigen veld toevoegen') },
    {
      name: 'own-fields-add',
      address: () => '/instellingen/velden',
      main: answer('Opslaan'),
      open: press('own_fields.add'),
      dialog: 'settings/pages/own_field_dialog.rs OwnFieldDialog FormDialog',
    },
    {
      name: 'own-field-kind',
      address: ({ ownField }) => `/instellingen/velden/${ownField}/soort?naar=date`,
      main: button('Omzetten'),
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
