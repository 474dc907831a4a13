export { startEmbeddedMongo, type EmbeddedMongo, type EmbeddedMongoOptions } from './server';
export { readUsersFile, type UserSpec } from './auth/users';
export { FolderInUse } from './storage/folder-lock';
