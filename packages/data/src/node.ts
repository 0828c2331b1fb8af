export {
  readFer,
  readFerPlusVotes,
  readLabelledFolder,
  type NodeReadFerOptions,
  type NodeSource,
} from './node/read-fer';
export { fileSource } from './node/file-source';
export { folderSource } from './node/folder-source';
