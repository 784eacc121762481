// The report page's script: everything that moves. What it shows stands in the page without it too, as tables and
// drawings.
import {readCurves} from './curves.js';
import {makeControls} from './look.js';
import {makeNetwork} from './network.js';

const data = JSON.parse(document.getElementById('data').textContent);
const look = makeControls(document.getElementById('controls'), data);
readCurves(data, look);

// The network waits until the page has been painted once.
const start = () => makeNetwork(document.getElementById('stage'), data, look);
requestAnimationFrame(() => setTimeout(start, 0));
