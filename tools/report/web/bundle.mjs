// Bundles the page's script, with the libraries of package-lock.json, into one text, and writes the C++ source that
// holds it. usage: node bundle.mjs OUTPUT.cpp
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const [output] = process.argv.slice(2);
const result = await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: ['main.js'],
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2020'],
  charset: 'ascii',
  legalComments: 'inline',
  write: false,
});
const script = result.outputFiles[0].text.trim();
const digest = createHash('sha256').update(script).digest('base64');

// Compilers promise to take string literals of 64 KiB, so that it stands in pieces.
const pieces = [];
for (let at = 0; at < script.length; at += 60000) pieces.push(script.slice(at, at + 60000));
if (/<\/script|<!--/i.test(script)) throw new Error('the script would end its own element');
if (script.includes(')script"')) throw new Error('the script would end its own literal');
const literals = pieces.map(piece => `      R"script(${piece})script",\n`).join('');
writeFileSync(output, `#include "tools/report/assets.hpp"

namespace torntape::tools {

std::string page_script() {
  constexpr const char* kPieces[] = {
${literals}  };
  std::string text;
  for (const char* piece : kPieces) text += piece;
  return text;
}

std::string page_script_digest() {
  return "${digest}";
}

}  // namespace torntape::tools
`);
