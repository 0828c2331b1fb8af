export {
  readFer,
  readFerPlusVotes,
  readLabelledFolder,
  type NodeReadFerOptions,
  type NodeSource,
} from './node/read-fer';
export { fileSource } from './node/file-source';
export { folderSource } from './node/folder-source';
export { writeFolder, type WriteFolderOptions } from './node/write-folder';
export { type CacheOptions } from './node/cache';
