// Reads lines { text, value } and evaluates each text with feelin; tells where the values differ. Exit code 1 when a difference has no known kind.
import { createInterface } from 'node:readline';
import { evaluate } from 'feelin';

// Each known kind of difference, by the form it needs; README.md says what the standard has to say about it.
const kinds = [
  ['range whose start lies behind its end', /\bbetween\b|\.\./],
  ['some or every over a condition that is null', /\b(some|every)\b/],
  ['comparison with null inside in (...)', /\bin \(/],
  ['sort by a function that gives null', /\bsort\(/],
  ['median of numbers whose texts sort otherwise', /\bmedian\(/],
  ['filter of null or by null', /[\])]\[/],
];

const same = (ours, theirs) => {
  if (theirs === undefined) theirs = null;
  if (typeof ours === 'number' && typeof theirs === 'number')
    return ours === theirs || Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours), Math.abs(theirs));
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === theirs.length && ours.every((item, index) => same(item, theirs[index]));
  return ours === theirs;
};

const counts = new Map(kinds.map(([name]) => [name, 0]));
const unknown = [];
let [all, equal] = [0, 0];
for await (const line of createInterface({ input: process.stdin })) {
  const { text, value } = JSON.parse(line);
  let theirs;
  try {
    theirs = evaluate(text, {}).value;
  } catch (error) {
    theirs = `refused: ${error.message}`;
  }

  all++;
  if (same(value, theirs)) {
    equal++;
    continue;
  }

  const kind = kinds.find(([, form]) => form.test(text));
  if (kind) counts.set(kind[0], counts.get(kind[0]) + 1);
  else unknown.push(`${text}\n    An Sinh ${JSON.stringify(value)}, feelin ${JSON.stringify(theirs)}`);
}

console.log(`${all} expressions, ${equal} with the same value, ${all - equal} with another`);
for (const [kind, count] of counts) console.log(`  ${count} with the form of a known kind: ${kind}`);
console.log(`  ${unknown.length} of no known kind`);
for (const difference of unknown.slice(0, 40)) console.log(difference);
process.exitCode = all > 0 && unknown.length === 0 ? 0 : 1;
