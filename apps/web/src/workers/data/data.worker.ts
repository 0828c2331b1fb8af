/** The thread that reads, keeps and hands out data sets; it has no engine. */
import { expose } from 'comlink';
import { setUpCrossing } from '../crossing';
import * as dataRoom from './data-room';

setUpCrossing();
expose(dataRoom);
