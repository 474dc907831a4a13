import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Controller } from '@nestjs/common';
import { OnEvent } from '../decorators';
import type { AttemptLedger } from '../suspects';
import { listen, tick, type Tick } from './fixture';

// A listener in a process of its own, to be killed: `node child.mjs URL FILE POISON`. Handled numbers are written to FILE; the
// handler of POISON kills the process.
const [url = '', file = '', poison = '-1'] = process.argv.slice(2);

@Controller()
class Clock {
  @OnEvent(tick)
  async on(event: Tick): Promise<void> {
    if (String(event.data?.n) === poison) process.kill(process.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 20));
    appendFileSync(file, `${event.subject ?? ''} ${String(event.data?.n)}\n`);
  }
}

const notes = `${file}.attempts`;
const ledger: AttemptLedger = {
  begin(id) {
    const before = existsSync(notes)
      ? readFileSync(notes, 'utf8')
          .split('\n')
          .filter((line) => line === id).length
      : 0;
    appendFileSync(notes, `${id}\n`);
    return Promise.resolve(before);
  },
  forgive: () => Promise.resolve(),
};

await listen(url, Clock, { ledger, settings: { delays: [50], ackWait: 1_000, workingEvery: 300, concurrency: 8 } });
process.stdout.write('listening\n');
