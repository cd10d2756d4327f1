/** Bulk files as a bookkeeper makes them, with a library that is not ours. */
import ExcelJS from 'exceljs';

/** The columns of the bulk file, starred where they must be filled in (rows B5 and B6), and what our own export adds to them. */
export const columns = [
  'Juridische naam *', 'Land (lettercode) *', 'E-mailadres contactpersoon *', 'Voornaam contactpersoon *', 'Achternaam contactpersoon *',
  'Taal contactpersoon (locale) *', 'Bedrijfsnummer', 'BTW', 'Externe referentie', 'IBAN', 'Straat', 'Nummer', 'Postbus', 'Postcode',
  'Gemeente/stad', 'Mandaat', 'Sjabloon', 'Telefoon', 'Gsm', 'Website', 'E-mailadres van het bedrijf', 'Opmerkingen',
  'Land van het adres', 'Taal van het bedrijf',
  'Type klant', 'Voornaam (particulier)', 'Achternaam (particulier)',
  'Btw-nummer in aanvraag',
  'Fax',
  'Rechtsvorm',
  'Activiteit (NACE-BEL)',
  'Mailingcode',
  'Regio',
  'Verkoper',
  'Nummer archiefkast',
  'Kredietlimiet',
  'Openingsuren',
  'Adresaanvulling',
];

export type Row = Record<string, string>;

/** A Belgian enterprise number from its first eight digits. */
export function enterpriseNumber(firstEight: number): string {
  return String(firstEight).padStart(8, '0') + String(97 - (firstEight % 97)).padStart(2, '0');
}

/** A good row; `index` makes it another company. */
export function customer(index: number, changes: Row = {}): Row {
  const number = enterpriseNumber(3_000_000 + index);
  return {
    'Juridische naam': `Bakkerij ${index} BV`, 'Land (lettercode)': 'BE', 'E-mailadres contactpersoon': `info${index}@bakkerij.be`,
    'Voornaam contactpersoon': 'An', 'Achternaam contactpersoon': 'Peeters', 'Taal contactpersoon (locale)': 'nl-BE',
    Bedrijfsnummer: number, BTW: `BE${number}`, Straat: 'Kerkstraat', Nummer: String(index), Postcode: '9000', 'Gemeente/stad': 'Gent',
    Mandaat: 'Ja', ...changes,
  };
}

/** Opens a workbook: a file, or its bytes. */
export async function open(file: string | Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  // Of a drop-down the library makes an object for each cell that it is good for: 200,000 rows of them.
  const options = { ignoreNodes: ['dataValidations'] };
  if (typeof file === 'string') await workbook.xlsx.readFile(file, options);
  else await workbook.xlsx.load(file as unknown as ExcelJS.Buffer, options);
  return workbook;
}

/** The texts of a row, from 1. */
export function texts(sheet: ExcelJS.Worksheet, row: number): string[] {
  const found: string[] = [];
  sheet.getRow(row).eachCell({ includeEmpty: true }, (cell) => found.push(cell.text));
  return found;
}

/** Fills rows in below the titles of a sheet, each cell in the column of its title. */
export function fill(sheet: ExcelJS.Worksheet, rows: Row[]): void {
  const titles = texts(sheet, 1).map((title) => title.replace(' *', ''));
  rows.forEach((row, index) => {
    titles.forEach((title, place) => {
      if (row[title]) sheet.getCell(index + 2, place + 1).value = row[title];
    });
  });
}

/** A workbook of these rows under the usual titles. */
export async function workbook(rows: Row[]): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('Klanten');
  sheet.addRow(columns);
  fill(sheet, rows);
  return Buffer.from(await made.xlsx.writeBuffer());
}
