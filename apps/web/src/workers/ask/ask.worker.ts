/** The thread that answers questions to a model: predictions, explanations, pictures of filters. */
import { expose } from 'comlink';
import { setUpCrossing } from '../crossing';
import * as askRoom from './ask-room';

setUpCrossing();
expose(askRoom);
