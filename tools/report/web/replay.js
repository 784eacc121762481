// What the time slider shows: the deliveries on their way to each station, or the way of one message.
import {count, precedences, readable} from './look.js';

const letters = Object.keys(precedences);

/// How many deliveries were on their way, picture by picture.
export class Film {
  constructor(film) {
    this.film = film;
    this.name = 'messages on their way to each station';
    this.steps = film.times.length;
  }

  /// The greatest count of any picture.
  most(look) {
    const shown = [...look.shown].sort().join('');
    if (this.shown !== shown) {
      this.shown = shown;
      this.greatest = 1;
      for (let step = 0; step < this.steps; ++step) {
        for (const under of this.at(step, look).values()) this.greatest = Math.max(this.greatest, under);
      }
    }
    return this.greatest;
  }

  /// By station, of the precedences shown.
  at(step, look) {
    const under = new Map(), flat = this.film.counts[step];
    for (let i = 0; i < flat.length; i += 5) {
      const sum = letters.reduce((so, letter, p) => so + (look.shown.has(letter) ? flat[i + 1 + p] : 0), 0);
      if (sum) under.set(flat[i], sum);
    }
    return under;
  }

  told(step, look) {
    const under = this.at(step, look), sum = [...under.values()].reduce((a, b) => a + b, 0);
    return `${readable(this.film.times[step])}: ${count(sum)} deliveries on their way to ${count(under.size)} stations`;
  }
}

/// One message's copies and deliveries, step by step in the order of time.
export class Way {
  constructor(way, network) {
    this.way = way;
    this.network = network;
    this.name = way.name;
    this.events = [
      ...way.copies.map(([at, circuit, precedence, section, line]) => ({at, circuit, precedence, section, line})),
      ...way.deliveries.map(([at, station, precedence, name]) => ({at, station, precedence, name})),
    ].sort((a, b) => a.at - b.at);
    this.start = way.filed ?? this.events[0].at;
    this.steps = this.events.length + 1;
  }

  /// The events up to a step, of the precedences shown; step 0 is before the first.
  until(step, look) { return this.events.slice(0, step).filter(event => look.shown.has(event.precedence)); }

  told(step, look) {
    if (step === 0) return `${this.way.name}: ${this.way.filed === null ? 'before its first copy' : 'filed'}`;
    const past = this.until(step, look), last = this.events[step - 1];
    const begun = past.filter(event => event.circuit !== undefined).length, reached = past.length - begun;
    const text = `${readable(last.at - this.start)} after ${this.way.filed === null ? 'its first copy' : 'filing'}: ` +
      `${begun} of ${this.way.copies.length} copies begun` +
      (this.way.deliveries.length ? `, ${reached} of ${this.way.deliveries.length} addressees reached` : '');
    return `${text}\n${this.event(last)}`;
  }

  event(event) {
    if (event.circuit === undefined) return `delivered to ${event.name}, ${precedences[event.precedence]}`;
    const pair = this.network.circuits[event.circuit >> 1], ends = [pair.from, pair.to];
    if (event.circuit & 1) ends.reverse();
    const [from, to] = ends.map(end => this.network.stations[end].ri);
    return `${from} -> ${to}  ${event.precedence}${event.precedence} ${event.line}`;
  }
}
