export { readFer } from './node/read-fer';
export { fileSource } from './node/file-source';
