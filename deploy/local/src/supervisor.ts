import { join } from 'node:path';
import { ProcessList } from './leftovers';
import type { Program } from './program';
import { RotatingLog } from './rotating-log';
import { Supervised } from './supervised';

/** Starts programs in the order asked for and stops them in the reverse order; what was started together stops together. */
export class Supervisor {
  private readonly groups: Supervised[][] = [];
  private readonly list: ProcessList;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly dir: string,
    private readonly say: (line: string) => void,
  ) {
    this.list = new ProcessList(join(dir, 'processes.json'));
  }

  /** Ends what a killed launcher left behind. */
  endLeftovers(): void {
    const left = this.list.endLeftovers();
    if (left.length > 0) this.say(`  Ended what an earlier start left behind: ${left.join(', ')}.`);
  }

  /** Starts programs side by side; resolves when all are ready. */
  async start(...programs: readonly Program[]): Promise<void> {
    if (this.stopped) return;
    const group = programs.map(
      (program) =>
        new Supervised(program, {
          log: new RotatingLog(join(this.dir, 'logs', `${program.name}.log`)),
          list: this.list,
          say: (line) => this.say(line),
          now: () => performance.now(),
        }),
    );
    this.groups.push(group);
    await Promise.all(group.map((supervised) => supervised.start()));
  }

  /** Safe to call twice: the second waits for the first. */
  stop(): Promise<void> {
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  private async stopInOrder(): Promise<void> {
    for (const group of this.groups.reverse()) await Promise.allSettled(group.map((supervised) => supervised.stop()));
    this.list.clear();
  }
}
