// The page's script writes lengths of time as the program does. usage: node lengths_of_time_test.mjs SOURCE-FOLDER
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [source] = process.argv.slice(2);
const {decimals, percent, readable} = await import(pathToFileURL(path.join(source, 'tools/report/web/look.js')).href);
const lines = readFileSync(path.join(source, 'tests/report/lengths_of_time.tsv'), 'utf8').trim().split('\n').slice(1);
assert.ok(lines.length > 30);
for (const line of lines) {
  const [seconds, text] = line.split('\t');
  assert.equal(readable(Number(seconds)), text, `${seconds} s`);
}
for (const [value, places, text] of [[0.5, 0, '0'], [1.5, 0, '2'], [2.5, 0, '2'], [0.125, 2, '0.12'], [0.375, 2, '0.38'], [1.005, 2, '1.00'], [9.75, 1, '9.8']]) {
  assert.equal(decimals(value, places), text);
}
for (const [share, text] of [[0, '0.0 %'], [1e-9, '0.1 %'], [0.2, '20.0 %'], [0.99999, '99.9 %'], [1, '100.0 %']]) assert.equal(percent(share), text);
