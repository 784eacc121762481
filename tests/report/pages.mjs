// Makes results and their pages, and opens pages in a headless browser that may not go anywhere.
import {spawnSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

export class Pages {
  constructor(program, work, chromium) {
    Object.assign(this, {program, work, chromium});
    rmSync(work, {recursive: true, force: true});
    mkdirSync(work, {recursive: true});
  }

  file(name) { return path.join(this.work, name); }

  torntape(...words) {
    const done = spawnSync(this.program, words, {cwd: this.work, encoding: 'utf8', maxBuffer: 1 << 28});
    if (done.status !== 0) throw new Error(`torntape ${words.join(' ')} ended with ${done.status}\n${done.stderr}`);
    return done.stdout;
  }

  /// Runs a scenario (its file, or its text) into a result file.
  run(name, scenario, ...options) {
    let file = scenario;
    if (scenario.includes('\n')) {
      file = this.file(`${name}.yaml`);
      writeFileSync(file, scenario);
    }
    this.torntape('run', file, '-o', this.file(`${name}.db`), '--quiet', ...options);
    return this.file(`${name}.db`);
  }

  report(name, ...results) {
    this.torntape('report', ...results, '-o', this.file(`${name}.html`));
    return this.file(`${name}.html`);
  }

  async launch() {
    this.browser = await this.chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', '--no-first-run', '--disable-dev-shm-usage'],
    });
  }

  /// Opens a page; `page.trouble` gathers what it says to the console as an error, every request that it makes besides
  /// the page's own, and every dialog.
  async open(file, settings = {}) {
    const page = await this.browser.newPage({viewport: {width: 1280, height: 900}, ...settings});
    page.trouble = [];
    const own = pathToFileURL(file).href;
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) page.trouble.push(`console: ${message.text()}`);
    });
    page.on('pageerror', error => page.trouble.push(`error: ${error.message}`));
    page.on('request', request => { if (request.url() !== own) page.trouble.push(`request: ${request.url()}`); });
    page.on('dialog', dialog => { page.trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await page.goto(own);
    await page.waitForSelector('#stage[data-ready]', {timeout: 60000});
    return page;
  }
}

/// `posts` posts on eight relays.
export function largeScenario(posts) {
  const relays = ['RUEH', 'RUEA', 'RUEB', 'RUEC', 'RUED', 'RUEF', 'RUEG', 'RUEK'];
  const letter = number => String.fromCharCode(65 + number);
  const lines = ['name: a large network', 'network:', '  defaults: {rate: 9600 bps, switching: 2 s}', '  stations:'];
  for (const relay of relays) lines.push(`    - {ri: ${relay}, relay: true}`);
  for (let i = 0; i < posts; ++i) {
    const place = Math.floor(i / relays.length);
    const ri = relays[i % relays.length] + letter(Math.floor(place / 26)) + letter(place % 26);
    lines.push(`    - {ri: ${ri}, name: POST ${i}, addressees: [AMEMBASSY ${i}]}`);
  }
  lines.push('  circuits:');
  for (const relay of relays.slice(1)) lines.push(`    - {between: [RUEH, ${relay}], rate: 256 kbps}`);
  lines.push('traffic:',
    '  - generate: {from: posts, rate: 6 per day, characters: {exponential: 2000}, addressees: 3, to: posts,',
    '               precedence: {FLASH: 0.01, IMMEDIATE: 0.1, PRIORITY: 0.4, ROUTINE: 0.49}}',
    'run: {duration: 1 day, warmup: 1 h, replications: 2}', '');
  return lines.join('\n');
}
