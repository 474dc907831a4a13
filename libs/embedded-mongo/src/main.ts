import { parseArgs } from 'node:util';
import { readUsersFile } from './auth/users';
import { startEmbeddedMongo } from './server';

const USAGE = 'usage: embedded-mongo --dir FOLDER [--port 27017] [--users FILE]   (FILE: [{ "user", "pwd", "db" }], db "*" = all)';

/** Lines on standard error are for people and logs; standard output has the one line that a launcher waits for. */
const say = (level: 'info' | 'error', msg: string, more: Record<string, unknown> = {}): void => {
  process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...more })}\n`);
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '27017' }, dir: { type: 'string' }, users: { type: 'string' } },
  });
  const port = Number(values.port);
  if (!values.dir || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(USAGE);
  const users = values.users ? await readUsersFile(values.users) : [];
  const report = (command: string, error: unknown): void =>
    say('error', 'a command failed inside', { command, error: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) });
  const server = await startEmbeddedMongo({ dir: values.dir, port, users, report });
  say('info', "Spil's embedded store: MongoDB's protocol for one machine, trial and tests; for production use MongoDB 7 or newer", {
    port: server.port,
    dir: values.dir,
    signIn: users.length > 0,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void server.stop().then(() => say('info', 'stopped', { signal })));
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port })}\n`);
}

/** Where it happened, without the message: that may hold values. */
function stackOf(error: unknown): string[] {
  return error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.trimStart().startsWith('at '))
        .slice(0, 5)
    : [];
}

main().catch((error: unknown) => {
  say('error', error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
