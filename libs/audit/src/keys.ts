import { createHmac } from 'node:crypto';

export interface ReadLogKeys {
  /** Of the pseudonyms. */
  subjectKey: string;
  /** 32 bytes: of the Ed25519 key that signs checkpoints. */
  checkpointSeed: Buffer;
}

/**
 * Keys of a service's read log, from its sealing key: the same over restarts and replicas, and no further secret has to be kept.
 * Throws when there is none: from nothing everybody could derive the same.
 */
export const readLogKeys = (sealKey: string): ReadLogKeys => {
  if (sealKey === '') throw new Error('a read log needs the sealing key of its service');
  const derived = (what: string): Buffer => createHmac('sha256', sealKey).update(what).digest();
  return { subjectKey: derived('read-log subjects').toString('base64url'), checkpointSeed: derived('read-log checkpoints') };
};

/** What a subject is called in the log: who knows the key and the id can tell, nobody else. */
export const pseudonymOf = (subjectKey: string, { subject, subjectType }: { subject: string; subjectType: string }): string =>
  createHmac('sha256', subjectKey).update(`${subjectType}\n${subject}`).digest('hex');
