/** The script of fetch-model.html, whose policy lets it talk to other servers: it hands what it fetched to the app. */
import { expose } from 'comlink';
import { fetchModel } from './library/model-at-address';
import { setUpCrossing } from './workers/crossing';

setUpCrossing();
addEventListener('message', ({ origin, source, data, ports: [port] }) => {
  if (origin === location.origin && source === parent && data === 'fetch-model' && port)
    expose({ fetchModel }, port);
});
parent.postMessage('ready', location.origin);
