// A thread does not inherit tsx's hooks on Node 20: it puts them up itself, then runs the script.
import { register } from 'tsx/esm/api';

register();
await import('./contestant-worker.ts');
