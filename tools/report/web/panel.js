// Elements made of properties and children; text goes in as text, never as markup.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== 'role' && key !== 'list') made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/// A labelled choice among [value, text] pairs.
export function choice(label, options, take) {
  const select = element('select', {}, ...options.map(([value, text]) => element('option', {value}, text)));
  select.addEventListener('change', () => take(select.value));
  return element('label', {}, `${label} `, select);
}

export function button(text, label, act) {
  const made = element('button', {type: 'button', title: label, 'aria-label': label}, text);
  made.addEventListener('click', act);
  return made;
}
