import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startReceiver } from '../server';

/** What the receiver's process has used and lost up to now. */
export interface Usage {
  /** CPU seconds. */
  cpu: number;
  rss: number;
  spans: number;
  dropped: number;
}

/** The receiver in a process of its own: what the sender uses must not be counted as the receiver's. */
export interface ReceiverProcess {
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const argument = '--receiver';

/** Runs the receiver when this process was forked to be it; answers whether it was. */
export const isReceiver = async (): Promise<boolean> => {
  const [, , first, dataDir = ''] = process.argv;
  if (first !== argument) return false;
  const receiver = await startReceiver({ port: 0, host: '127.0.0.1', dataDir, days: 7, bytes: 8e9 });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const { spans, droppedSpans: dropped } = receiver.intake.counts;
    const usage: Usage = { cpu: (user + system) / 1e6, rss: process.memoryUsage.rss(), spans, dropped };
    process.send?.(usage);
  });
  process.once('disconnect', () => void receiver.close());
  process.send?.({ url: receiver.url });
  return true;
};

/** Forks this very program to be the receiver. */
export const startProcess = async (dataDir: string): Promise<ReceiverProcess> => {
  const child = fork(fileURLToPath(import.meta.url), [argument, dataDir]);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      void ended.then(() => reject(new Error('the receiver ended before it was asked to')));
    });
  const { url } = await said<{ url: string }>();
  const usage = (): Promise<Usage> => {
    const answer = said<Usage>();
    child.send('usage');
    return answer;
  };
  const stop = (): Promise<void> => {
    if (child.connected) child.disconnect();
    return ended;
  };
  return { url, usage, stop };
};
