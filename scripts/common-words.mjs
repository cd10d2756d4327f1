// Makes app/src/session/guessable/common.txt: words and names that people begin a password with, the commonest first, from the language
// packages of zxcvbn-ts (MIT). In an empty folder: npm install @zxcvbn-ts/language-nl-be@3.0.2 @zxcvbn-ts/language-fr@3.0.2
// @zxcvbn-ts/language-de@3.0.2, then: node …/scripts/common-words.mjs > …/common.txt
import { createRequire } from 'node:module';

const load = createRequire(`${process.cwd()}/`);
const list = (language, name) => load(`@zxcvbn-ts/language-${language}/dist/${name}.json.js`);
const folded = (word) => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('œ', 'oe').toLowerCase();
const plain = (words) => words.map(folded).filter((word) => /^[a-z]{4,}$/.test(word));
/** Each list with how many of its words are taken, and how many at a time: those at the front count as guessed first. */
const sources = [
  ['nl-be', 'commonWords', 9000, 3],
  ['fr', 'commonWords', 6000, 2],
  ['de', 'commonWords', 4500, 1],
  ['nl-be', 'lastnames', 3000, 1],
  ['nl-be', 'boysFirstnames', 1500, 1],
  ['nl-be', 'girlsFirstnames', 1500, 1],
  ['fr', 'lastnames', 2525, 1],
  ['de', 'firstnames', 1158, 1],
].map(([language, name, most, step]) => ({ words: plain(list(language, name)).slice(0, most), step }));
const taken = new Set();
for (let round = 0; sources.some(({ words, step }) => round * step < words.length); round++) {
  for (const { words, step } of sources) words.slice(round * step, (round + 1) * step).forEach((word) => taken.add(word));
}
process.stdout.write(`${[...taken].join('\n')}\n`);
