// What holds for the whole page: light or dark, and which precedences are shown.
import {choice, element} from './panel.js';

export const precedences = {Z: 'FLASH', O: 'IMMEDIATE', P: 'PRIORITY', R: 'ROUTINE'};

/// So many decimals of a number that is not negative; of two that are equally near the even one, as the program's own
/// tables have it.
export function decimals(value, places) {
  const text = value.toFixed(places), exact = value.toFixed(60);
  const even = '02468'.includes(text.at(-1));
  if (even || !/^50*$/.test(exact.slice(exact.indexOf('.') + 1 + places))) return text;
  return (Math.floor(value * 10 ** places) / 10 ** places).toFixed(places);
}

/// Seconds as people read them: as the program's own tables have them (tests/report/lengths_of_time.tsv).
export function readable(seconds) {
  const figure = (value, unit) => `${decimals(value, value < 9.995 ? 2 : 1)} ${unit}`;
  if (seconds < 0.5e-9) return '0 s';
  for (const [inASecond, unit] of [[1e9, 'ns'], [1e6, 'us'], [1e3, 'ms']]) {
    const value = seconds * inASecond;
    if (value < 999.5) return `${Number(decimals(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0))} ${unit}`;
  }
  if (seconds < 119.95) return figure(seconds, 's');
  if (seconds < 7197) return figure(seconds / 60, 'min');
  if (seconds < 172700) return figure(seconds / 3600, 'h');
  return figure(seconds / 86400, 'days');
}

/// A share in per cent: never 100 where something is missing, nor 0 where something is there.
export function percent(share) {
  let figure = Math.round(share * 1000) / 10;
  if (share < 1) figure = Math.min(figure, 99.9);
  if (share > 0) figure = Math.max(figure, 0.1);
  return `${figure.toFixed(1)} %`;
}

export const count = number => number.toLocaleString('en-US');

/// Tells listeners of `change` when the look or the shown precedences change.
class Look extends EventTarget {
  shown = new Set(Object.keys(precedences));

  get all() { return this.shown.size === Object.keys(precedences).length; }
  get dark() { return getComputedStyle(document.documentElement).colorScheme === 'dark'; }
  colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(); }
  changed() { this.dispatchEvent(new Event('change')); }
}

export function makeControls(place, data) {
  const look = new Look();
  const there = new Set(data.cases.flatMap(one => one.distribution?.curves.map(curve => curve.precedence) ?? []));
  const boxes = Object.entries(precedences).filter(([letter]) => there.has(letter)).map(([letter, word]) => {
    const box = element('input', {type: 'checkbox', checked: true, id: `show-${letter}`});
    box.addEventListener('change', () => {
      if (box.checked) look.shown.add(letter); else look.shown.delete(letter);
      document.body.classList.toggle(`no-${letter}`, !box.checked);
      look.changed();
    });
    return element('label', {className: `p-${letter}`}, box, word);
  });
  const set = element('fieldset', {}, element('legend', {}, 'Show'), ...boxes);
  const theme = choice('Look', [['', 'as the system'], ['light', 'light'], ['dark', 'dark']], value => {
    if (value) document.documentElement.dataset.look = value; else delete document.documentElement.dataset.look;
    look.changed();
  });
  theme.querySelector('select').id = 'look';
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => look.changed());
  place.append(set, theme);
  return look;
}
