import type { Clock } from '@spil/domain-kit';
import { gauge } from '@spil/observability';
import { ChainStore, type ReadLogCollection } from './chain-store';
import { CheckpointKey, type Named } from './checkpoint';
import { pseudonymOf, type ReadLogKeys } from './keys';
import { ReadLogBroken, ReadLogKeyChanged } from './flaws';
import { type ChainedLine, hashOf } from './line';
import { type BlockCollection, LogMemory } from './log-memory';
import { provedLine, type ReadProof } from './proof';
import { ReadTree } from './read-tree';

/** Which lines are asked for: of these records, in this zone. */
export interface Question {
  zone: string;
  recordIds: readonly string[];
  /** What such a record may be in this log: `note`, `item`, `call`. */
  subjectTypes: readonly string[];
  /** Only lines at places below this one. */
  before?: number | undefined;
}
/** Newest first. */
export interface Found {
  lines: ChainedLine[];
  /** Older lines are there. */
  more: boolean;
}

export interface ReadHistoryOptions {
  service: string;
  keys: ReadLogKeys;
  clock: Clock;
}

/** Lines a page may have. */
export const mostLines = 200;

/** Who read a record: lines of one service's read log by what they are called there, and their proof. The asker knows the record's id: nobody is named by it. */
export class ReadHistory {
  private readonly store: ChainStore;
  private readonly tree: ReadTree;
  private readonly memory: LogMemory;
  private readonly key: CheckpointKey;
  private isNamed = false;

  constructor(
    lines: ReadLogCollection,
    blocks: BlockCollection,
    private readonly options: ReadHistoryOptions,
  ) {
    this.store = new ChainStore(lines, options.service);
    this.tree = new ReadTree(this.store, blocks, { onBroken: () => tellBroken(true) });
    this.memory = new LogMemory(blocks);
    this.key = new CheckpointKey(options.keys.checkpointSeed);
  }

  /** A page of lines. Rejects with ReadLogKeyChanged when earlier lines name their subjects by another key. */
  async about(question: Question): Promise<Found> {
    await this.checkKey();
    const { zone, before } = question;
    const pseudonyms = this.namesOf(question).map(({ pseudonym }) => pseudonym);
    const found = await this.store.about(pseudonyms, { zone, before, limit: mostLines });
    return { lines: found.slice(0, mostLines), more: found.length > mostLines };
  }

  /** Has it kept by which key subjects are named, before the first is. Rejects with ReadLogKeyChanged when it was another. */
  async checkKey(): Promise<void> {
    this.isNamed ||= await this.memory.isNamedBy(this.options.keys.subjectKey);
    if (!this.isNamed) throw new ReadLogKeyChanged();
  }

  /** The proof of a page. Rejects with ReadLogBroken when the log is not as it was written, with ReadLogLate when a first look takes too long. */
  async prove(question: Question, found: Found): Promise<ReadProof> {
    return told(this.proof(question, found));
  }

  /** Looks at the whole log, asked by nobody. Rejects as `prove`. */
  async check(): Promise<void> {
    const { seq: size } = await this.store.head();
    await told(this.tree.check(size));
    tellBroken(false);
  }

  private async proof(question: Question, { lines, more }: Found): Promise<ReadProof> {
    const { service, clock } = this.options;
    const { zone, before } = question;
    const altered = lines.find((line) => hashOf(line) !== line.hash);
    const { seq: size } = await this.store.head();
    if (altered) {
      this.tree.found(altered._id, size);
      throw new ReadLogBroken(altered._id);
    }
    const seqs = lines.map(({ _id }) => _id);
    const { root, paths } = await this.tree.prove(seqs, size);
    const read = new Set(lines.map(({ subjectPseudonym }) => subjectPseudonym));
    const about = this.namesOf(question).filter(({ pseudonym }) => read.has(pseudonym));
    const asked = { zone, asked: [...question.recordIds], subjectTypes: [...question.subjectTypes], ...(before ? { before } : {}) };
    const said = { service, size, root, at: clock.now(), ...asked, about, lines: seqs, more };
    return { checkpoint: this.key.sign(said), lines: lines.map((line) => provedLine(line, paths.get(line._id) ?? [])) };
  }

  private namesOf({ recordIds, subjectTypes }: Question): Named[] {
    const { subjectKey } = this.options.keys;
    return recordIds.flatMap((recordId) =>
      subjectTypes.map((subjectType) => {
        return { recordId, subjectType, pseudonym: pseudonymOf(subjectKey, { subject: recordId, subjectType }) };
      }),
    );
  }
}

/** Operators are told what any look found, until one at the whole log finds nothing: a good proof of other lines is no all-clear. */
const tellBroken = (broken: boolean): void => gauge('spil.readlog.broken', Number(broken));

async function told<T>(look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof ReadLogBroken) tellBroken(true);
    throw error;
  }
}
