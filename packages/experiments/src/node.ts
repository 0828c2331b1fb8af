export { nodeRunFolder } from './node/node-run-folder';
