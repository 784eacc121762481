// The network to zoom, search, point at and replay.
import cytoscape from 'cytoscape';
import {count, decimals, percent, precedences, readable} from './look.js';
import {button, choice, element} from './panel.js';
import {Film, Way} from './replay.js';

// On light paper circuits have the colours of `graph`; on dark paper the busiest are the lightest.
const scales = {
  light: {circuit: ['#fdd49e', '#fdae6b', '#ef6548', '#c2261c', '#6b0000'], post: ['#eaf1f8', '#bdd7e7', '#6baed6', '#3182bd', '#08519c']},
  dark: {circuit: ['#5d4a3a', '#8a5a2b', '#c9702c', '#f59a4a', '#ffdca8'], post: ['#2b3945', '#2f5a80', '#3f83bb', '#78b4e3', '#cfe6fa']},
};

// Where `bounds` are given the classes are the same of every network; lengths of time are cut at whole minutes and hours.
const circuitFigures = {
  use: {name: 'utilization', of: circuit => Math.max(...circuit.use), text: percent, bounds: [0.2, 0.4, 0.6, 0.8]},
  wait: {name: 'mean wait', of: circuit => Math.max(...circuit.wait.map(wait => wait ?? 0)), text: readable, time: true},
  late: {name: 'p95 wait', of: circuit => Math.max(...circuit.late.map(wait => wait ?? 0)), text: readable, time: true},
  queue: {name: 'mean queue', of: circuit => Math.max(...circuit.queue), text: value => decimals(value, 2)},
};

const postFigures = {
  mean: {name: 'mean latency', of: figures => figures.mean, text: readable, time: true},
  late: {name: 'share beyond the objective', of: figures => 1 - figures.within, text: percent, bounds: [0.001, 0.01, 0.05, 0.1]},
  n: {name: 'deliveries', of: figures => figures.n, text: count},
};

const inkOn = fill => {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(fill.slice(at, at + 2), 16));
  return 299 * r + 587 * g + 114 * b < 128000 ? '#ffffff' : '#000000';
};

/// Five colours from light to dark and the figures where the next one begins, as those of `graph`: given ones, or up to the
/// least of 1, 2, 2.5, 5 or 7.5 times a power of ten (of times, of whole minutes or hours) that is not below `most`.
class Scale {
  constructor(figure, most, colours) {
    Object.assign(this, {figure, colours, bounds: figure.bounds ?? Scale.upTo(most > 0 ? most : 1, figure.time)});
  }
  static upTo(most, time) {
    const unit = time && most >= 3600 ? 3600 : time && most >= 120 ? 60 : 1;
    const power = 10 ** Math.floor(Math.log10(most / unit));
    const top = ([1, 2, 2.5, 5, 7.5].find(step => step * power * unit >= most) ?? 10) * power * unit;
    return [1, 2, 3, 4].map(i => top * i / 5);
  }
  colour(value) { return this.colours[this.bounds.filter(bound => value >= bound).length]; }
  keys() {
    const {bounds, figure: {name, text}} = this;
    return this.colours.map((colour, i) => [colour, i === 0 ? `${name} below ${text(bounds[0])}`
      : i === bounds.length ? `${name} from ${text(bounds[i - 1])}` : `${name} ${text(bounds[i - 1])} to ${text(bounds[i])}`]);
  }
}

class Network {
  constructor(place, data, look) {
    Object.assign(this, {data, look, circuitsBy: 'use', postsBy: 'mean', replay: null, step: 0, timer: 0});
    this.build(place);
    this.open(0);
    look.addEventListener('change', () => this.paint());
  }

  build(place) {
    this.find = element('input', {type: 'search', id: 'find', placeholder: 'RUEHOT, a name', autocomplete: 'off'});
    this.find.addEventListener('input', () => this.search());
    this.find.addEventListener('keydown', event => { if (event.key === 'Enter') this.found.querySelector('button')?.click(); });
    this.found = element('ul', {className: 'found', 'aria-label': 'Stations found'});
    this.canvas = element('div', {className: 'canvas', tabIndex: 0, role: 'group', id: 'canvas',
      'aria-label': 'The network: arrow keys move it, plus and minus zoom, 0 fits, N and P go from station to station'});
    this.canvas.addEventListener('keydown', event => this.key(event));
    // The wheel scrolls the page until the network has been clicked.
    this.canvas.addEventListener('pointerdown', () => this.canvas.focus({preventScroll: true}));
    for (const event of ['focus', 'blur']) {
      this.canvas.addEventListener(event, () => this.cy.userZoomingEnabled(event === 'focus'));
    }
    this.told = element('p', {className: 'told', role: 'status', id: 'told'}, 'Point at a station or a circuit.');
    this.legend = element('div', {className: 'legend'});
    this.slider = element('input', {type: 'range', id: 'time', min: 0, value: 0, step: 1, 'aria-label': 'Time'});
    this.slider.addEventListener('input', () => { this.stop(); this.go(Number(this.slider.value)); });
    this.play = button('\u25b6', 'Play', () => (this.timer ? this.stop() : this.run()));
    this.when = element('p', {className: 'told', role: 'status', id: 'when'});
    this.film = element('div', {className: 'tools'});
    const options = figures => Object.entries(figures).map(([key, figure]) => [key, figure.name]);
    const tools = element('div', {className: 'tools'});
    if (this.data.cases.length > 1) {
      tools.append(choice('Result', this.data.cases.map((one, i) => [i, one.name]), value => this.open(Number(value))));
    }
    tools.append(
      element('label', {}, 'Find ', this.find),
      choice('Circuits by', options(circuitFigures), value => { this.circuitsBy = value; this.paint(); }),
      choice('Stations by', options(postFigures), value => { this.postsBy = value; this.paint(); }),
      button('+', 'Closer', () => this.zoom(1.3)), button('\u2212', 'Farther', () => this.zoom(1 / 1.3)),
      button('fit', 'All of it', () => this.fit()));
    place.append(tools, this.found, this.canvas, this.legend, this.film, this.when, this.told);
  }

  /// Shows the network of one result.
  open(number) {
    this.stop();
    this.cy?.destroy();
    this.one = this.data.cases[number];
    this.network = this.one.network;
    const busiest = Math.max(1, ...this.network.circuits.map(circuit => circuit.sent[0] + circuit.sent[1]));
    const nodes = this.network.stations.map((station, i) => ({
      data: {id: `s${i}`, label: station.ri, place: i}, classes: station.relay ? 'relay' : 'post', position: {x: station.x, y: station.y}}));
    const edges = this.network.circuits.map((circuit, i) => ({
      data: {id: `c${i}`, source: `s${circuit.from}`, target: `s${circuit.to}`, place: i,
        width: 1 + 6 * (circuit.sent[0] + circuit.sent[1]) / busiest}}));
    this.cy = cytoscape({container: this.canvas, elements: {nodes, edges}, layout: {name: 'preset', fit: false}, minZoom: 0.02,
      maxZoom: 8, textureOnViewport: nodes.length > 800, hideLabelsOnViewport: nodes.length > 800, boxSelectionEnabled: false,
      autoungrabify: true, userZoomingEnabled: document.activeElement === this.canvas, style: []});
    this.cy.on('mouseover tap', 'node', event => this.tell(event.target));
    this.cy.on('mouseover tap', 'edge', event => this.tell(event.target));
    this.cy.on('tap', 'node', event => this.around(event.target));
    this.cy.on('tap', event => { if (event.target === this.cy) this.cy.elements().removeClass('away hit'); });
    this.films();
    this.paint();
    this.fit();
  }

  /// All of it, of a small network no larger than it is easily read.
  fit() {
    this.cy.fit(undefined, 20);
    if (this.cy.zoom() > 2.5) this.cy.zoom(2.5).center();
  }

  films() {
    this.shows = this.one.ways.map(way => new Way(way, this.network));
    if (this.one.film) this.shows.push(new Film(this.one.film));
    this.replay = null;
    this.film.replaceChildren();
    this.when.textContent = '';
    if (!this.shows.length) return;
    const pick = choice('Replay', [['', 'nothing'], ...this.shows.map((show, i) => [i, show.name])], value => {
      this.stop();
      this.replay = value === '' ? null : this.shows[Number(value)];
      this.slider.max = this.replay ? this.replay.steps - 1 : 0;
      this.slider.disabled = this.play.disabled = !this.replay;
      this.paint();
      this.go(0);
    });
    pick.querySelector('select').id = 'replay';
    this.slider.disabled = this.play.disabled = true;
    this.film.append(pick, this.play, this.slider);
  }

  /// What a station's posts got, of the precedences shown; nothing where that is not known.
  figures(place) {
    const station = this.network.stations[place];
    if (this.look.all || !this.one.by_precedence) return station.n ? station : null;
    const rows = [...this.look.shown].map(letter => this.rows.get(letter)?.get(place)).filter(Boolean);
    const n = rows.reduce((sum, row) => sum + row[1], 0);
    if (!n) return null;
    return {n, mean: rows.reduce((sum, row) => sum + row[1] * row[2], 0) / n, within: rows.reduce((sum, row) => sum + row[1] * row[3], 0) / n};
  }

  paint() {
    this.rows = new Map(Object.entries(this.one.by_precedence ?? {}).map(([letter, rows]) => [letter, new Map(rows.map(row => [row[0], row]))]));
    const colours = scales[this.look.dark ? 'dark' : 'light'];
    const by = circuitFigures[this.circuitsBy], posts = postFigures[this.postsBy];
    const figures = this.network.stations.map((_, place) => this.figures(place));
    this.circuitScale = new Scale(by, Math.max(...this.network.circuits.map(by.of)), colours.circuit);
    this.postScale = new Scale(posts, Math.max(...figures.map(one => (one ? posts.of(one) : 0))), colours.post);
    this.cy.batch(() => {
      this.cy.edges().forEach(edge => { edge.data('colour', this.circuitScale.colour(by.of(this.network.circuits[edge.data('place')]))); });
      this.cy.nodes().forEach(node => {
        const one = figures[node.data('place')];
        const fill = one ? this.postScale.colour(posts.of(one)) : this.look.colour('field');
        node.data({fill, ink: inkOn(fill)});
      });
    });
    this.cy.style(this.style());
    this.showLegend(this.postScale);
    if (this.replay) this.go(Math.min(this.step, this.replay.steps - 1)); else this.still();
  }

  style() {
    const ink = this.look.colour('ink'), quiet = this.look.colour('quiet'), accent = this.look.colour('accent');
    return [
      {selector: 'node', style: {label: 'data(label)', 'font-size': 10, 'font-family': 'Helvetica, Arial, sans-serif', color: 'data(ink)', 'text-valign': 'center',
        'background-color': 'data(fill)', 'border-width': 1, 'border-color': quiet, width: 56, height: 18, shape: 'round-rectangle', 'min-zoomed-font-size': 7}},
      {selector: 'node.relay', style: {'border-width': 2.5, 'border-color': ink, shape: 'rectangle', 'font-weight': 'bold', height: 22, width: 62}},
      {selector: 'edge', style: {width: 'data(width)', 'line-color': 'data(colour)', 'curve-style': 'straight'}},
      {selector: '.away', style: {opacity: 0.13}},
      {selector: '.hit', style: {'border-width': 5, 'border-color': accent}},
      {selector: 'edge.begun', style: {'line-color': ink, width: 3, 'target-arrow-shape': 'triangle', 'target-arrow-color': ink}},
      {selector: 'edge.back', style: {'target-arrow-shape': 'none', 'source-arrow-shape': 'triangle', 'source-arrow-color': ink}},
      {selector: 'edge.latest', style: {'line-color': accent, 'target-arrow-color': accent, 'source-arrow-color': accent, width: 5}},
      {selector: 'node.reached', style: {'background-color': this.look.colour('R'), color: this.look.colour('paper'), 'border-width': 3}},
      {selector: 'node.latest', style: {'border-width': 6, 'border-color': accent}},
    ];
  }

  /// What the colours stand for; of the stations by `scale`.
  showLegend(scale) {
    const keys = (of, kind, before) => of.keys().map(([colour, text]) => {
      const sample = element('i');
      sample.style.background = colour;
      return element('span', {className: kind}, sample, before + text);
    });
    this.legend.replaceChildren(...keys(this.circuitScale, 'line', ''), ...keys(scale, '', 'stations: '),
      element('span', {}, 'Circuits: the worse of the two directions; the wider, the more copies sent.'));
    if (!this.look.all && !this.replay) {
      this.legend.append(element('span', {}, this.one.by_precedence
        ? 'Stations: replication 1, the precedences shown.' : 'Stations: all precedences; by precedence they are not known.'));
    }
  }

  /// Nothing is replayed.
  still() {
    this.cy.elements().removeClass('away begun back latest reached');
    this.when.textContent = '';
  }

  go(step) {
    if (!this.replay) return this.still();
    this.step = step;
    this.slider.value = step;
    this.when.textContent = this.replay.told(step, this.look);
    this.slider.setAttribute('aria-valuetext', this.when.textContent);
    this.cy.batch(() => (this.replay instanceof Film ? this.goFilm(step) : this.goWay(step)));
  }

  goFilm(step) {
    const under = this.replay.at(step, this.look);
    const scale = new Scale({name: 'deliveries on their way', text: count}, this.replay.most(this.look),
      scales[this.look.dark ? 'dark' : 'light'].post);
    this.showLegend(scale);
    this.cy.edges().addClass('away');
    this.cy.nodes().forEach(node => {
      const sum = under.get(node.data('place')) ?? 0;
      const fill = sum ? scale.colour(sum) : this.look.colour('field');
      node.removeClass('reached latest').toggleClass('away', !sum);
      node.data({fill, ink: inkOn(fill), under: sum});
    });
  }

  goWay(step) {
    const past = this.replay.until(step, this.look), last = step ? this.replay.events[step - 1] : null;
    this.cy.elements().removeClass('begun back latest reached').addClass('away');
    for (const event of past) {
      if (event.circuit === undefined) {
        this.cy.$id(`s${event.station}`).removeClass('away').addClass('reached').toggleClass('latest', event === last);
        continue;
      }
      const edge = this.cy.$id(`c${event.circuit >> 1}`);
      edge.removeClass('away').addClass('begun').toggleClass('back', (event.circuit & 1) === 1).toggleClass('latest', event === last);
      edge.connectedNodes().removeClass('away');
    }
  }

  run() {
    if (!this.replay) return;
    if (this.step >= this.replay.steps - 1) this.go(0);
    this.play.textContent = '\u23f8';
    this.play.setAttribute('aria-label', 'Pause');
    this.timer = setInterval(() => {
      if (this.step >= this.replay.steps - 1) this.stop(); else this.go(this.step + 1);
    }, this.replay instanceof Film ? 160 : 450);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = '\u25b6';
    this.play.setAttribute('aria-label', 'Play');
  }

  tell(target) {
    this.told.textContent = target.isNode() ? this.stationText(target.data('place')) : this.circuitText(target.data('place'));
  }

  stationText(place) {
    const station = this.network.stations[place], figures = this.figures(place);
    let text = `${station.ri}, ${station.relay ? 'relay' : 'post'}${station.name ? `: ${station.name}` : ''}`;
    if (station.addressees.length) text += `\n${station.addressees.slice(0, 12).join(', ')}${station.addressees.length > 12 ? ', ...' : ''}`;
    if (figures) {
      const which = this.look.all || !this.one.by_precedence ? '' : ` (replication 1; ${[...this.look.shown].map(letter => precedences[letter]).join(', ')})`;
      text += `\n${count(figures.n)} deliveries${which}: mean latency ${readable(figures.mean)}, ${percent(figures.within)} within the objective`;
    }
    if (station.desk) text += `\n${station.desk}`;
    return text;
  }

  circuitText(place) {
    const circuit = this.network.circuits[place], [from, to] = [circuit.from, circuit.to].map(end => this.network.stations[end].ri);
    return [[from, to], [to, from]].map(([a, b], way) => `${a} -> ${b}: ${percent(circuit.use[way])} used, ${count(circuit.sent[way])} copies` +
      `${circuit.wait[way] === null ? '' : `, mean wait ${readable(circuit.wait[way])}`}, mean queue ${decimals(circuit.queue[way], 2)}, longest ${circuit.most[way]}`).join('\n');
  }

  /// A station, its circuits and neighbours; the rest is faint.
  around(node) {
    this.cy.elements().removeClass('hit').addClass('away');
    node.closedNeighborhood().removeClass('away');
    node.addClass('hit');
    this.tell(node);
  }

  search() {
    const wanted = this.find.value.trim().toLowerCase();
    this.cy.elements().removeClass('away hit');
    this.found.replaceChildren();
    if (!wanted) return;
    const hits = this.network.stations.map((station, i) => [i, [station.ri, station.name, ...station.addressees].join(' ').toLowerCase()])
      .filter(([, text]) => text.includes(wanted)).map(([i]) => i);
    this.cy.elements().addClass('away');
    for (const i of hits) this.cy.$id(`s${i}`).removeClass('away').addClass('hit');
    for (const i of hits.slice(0, 40)) {
      const station = this.network.stations[i];
      this.found.append(element('li', {}, button(station.ri, `Show ${station.ri} ${station.name}`, () => this.visit(i))));
    }
    this.told.textContent = `${count(hits.length)} found`;
  }

  visit(place) {
    const node = this.cy.$id(`s${place}`);
    this.at = place;
    this.around(node);
    this.cy.animate({center: {eles: node}, zoom: Math.max(this.cy.zoom(), 1)}, {duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250});
  }

  zoom(factor) {
    this.cy.zoom({level: this.cy.zoom() * factor, renderedPosition: {x: this.cy.width() / 2, y: this.cy.height() / 2}});
  }

  key(event) {
    const moves = {ArrowLeft: {x: 60, y: 0}, ArrowRight: {x: -60, y: 0}, ArrowUp: {x: 0, y: 60}, ArrowDown: {x: 0, y: -60}};
    const stations = this.network.stations.length;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) this.cy.panBy(moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.zoom(1.3);
    else if (event.key === '-') this.zoom(1 / 1.3);
    else if (event.key === '0') this.fit();
    else if (event.key === 'n' || event.key === 'N') this.visit(((this.at ?? -1) + 1) % stations);
    else if (event.key === 'p' || event.key === 'P') this.visit(((this.at ?? 0) + stations - 1) % stations);
    else if (event.key === 'Escape') this.cy.elements().removeClass('away hit');
    else return;
    event.preventDefault();
  }
}

export function makeNetwork(place, data, look) {
  document.body.classList.add('live');
  const network = new Network(place, data, look);
  place.dataset.ready = 'true';
  return network;
}
