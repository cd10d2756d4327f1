/** The part of the tour that goes past the card of a customer and its dialogs. */
import { anchor, answer, applyTemplate, button, choose, leaveContact, press, pressNamed } from './actions.ts';
import { long } from './seeded.ts';
import type { Shown } from './tour.ts';

export const ofCards: Shown[] = [
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
    dialog: 'integrations/tab/template.rs Template Confirm',
  },
  {
    name: 'card-unlink-in-page',
    address: ({ linked }) => `/klanten/${linked}/instellingen?ontkoppelen=peppol`,
    main: button('Ontkoppelen'),
  },
];
