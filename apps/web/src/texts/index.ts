import { app } from './app';
import { camera } from './camera';
import { choices } from './choices';
import { data } from './data';
import { explain } from './explain';
import { mistakes } from './mistakes';
import { models } from './models';
import { start } from './start';
import { train } from './train';

/** Every English word of the interface, by view; what the libraries say (errors, captions) is theirs. */
export const texts = { app, start, data, train, explain, mistakes, camera, models, choices };
