// Reads values off the distribution curves: under the pointer, or by the arrow keys.
import {percent, precedences, readable} from './look.js';
import {element} from './panel.js';

const svg = 'http://www.w3.org/2000/svg';

/// The share delivered within a time.
function shareAt(chart, curve, seconds) {
  if (seconds < chart.times[0]) return 0;
  let i = 0;
  while (i + 1 < chart.times.length && chart.times[i + 1] <= seconds) ++i;
  return curve.share[i];
}

function readCurve(drawing, chart, look) {
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('class', 'reader');
  drawing.append(line);
  const readout = element('p', {className: 'readout', role: 'status'}, 'Point at the curves, or use the arrow keys.');
  const plot = drawing.parentElement;
  plot.after(readout);
  plot.tabIndex = 0;
  plot.setAttribute('role', 'group');
  plot.setAttribute('aria-label', 'Distribution: the arrow keys read values off the curves');
  let part = 0.5;
  const show = () => {
    part = Math.min(1, Math.max(0, part));
    const seconds = chart.from * (chart.to / chart.from) ** part;
    const x = chart.left + (chart.right - chart.left) * part;
    line.setAttribute('d', `M${x},${chart.top}V${chart.bottom}`);
    const shares = chart.curves.filter(curve => look.shown.has(curve.precedence))
      .map(curve => `${precedences[curve.precedence]} ${percent(shareAt(chart, curve, seconds))}`);
    readout.textContent = `Within ${readable(seconds)}: ${shares.join(', ') || 'nothing is shown'}`;
  };
  drawing.addEventListener('pointermove', event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    part = (at.x - chart.left) / (chart.right - chart.left);
    show();
  });
  plot.addEventListener('keydown', event => {
    const step = {ArrowLeft: -0.01, ArrowRight: 0.01, Home: -1, End: 1}[event.key];
    if (!step) return;
    event.preventDefault();
    part += step;
    show();
  });
  look.addEventListener('change', () => { if (line.hasAttribute('d')) show(); });
}

export function readCurves(data, look) {
  const drawings = document.querySelectorAll('svg.distribution');
  data.cases.filter(one => one.distribution).forEach((one, i) => readCurve(drawings[i], one.distribution, look));
}
