/** The thread that trains. */
import { expose } from 'comlink';
import { setUpCrossing } from '../crossing';
import * as trainRoom from './train-room';

setUpCrossing();
expose(trainRoom);
