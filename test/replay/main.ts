import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { readReady } from '@spil/local';
import { readReports } from './reports';
import { replay } from './run';

const usage = 'usage: npm run replay -- --source FILE [--zone ID] [--rate 50] [--limit N] [--run NAME] [--json]';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      source: { type: 'string' },
      zone: { type: 'string' },
      rate: { type: 'string', default: '50' },
      limit: { type: 'string' },
      run: { type: 'string', default: new Date().toISOString().slice(0, 19) },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.source) {
    console.error(usage);
    return 2;
  }
  const ready = readReady();
  if (values.zone !== undefined && values.zone !== ready.zone.id) {
    throw new Error(`the running suite has zone ${ready.zone.id} loaded, not ${values.zone}`);
  }
  const reports = readReports(values.source).slice(0, values.limit === undefined ? undefined : Number(values.limit));
  const bar = new SingleBar({
    format: 'replayed {value} of {total} [{bar}] {percentage} %  {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    // The time left by the pace of the last 500 reports: by the last ten it jumps between seconds and minutes.
    etaBuffer: 500,
  });
  bar.start(reports.length, 0);
  const result = await replay(ready, {
    reports,
    rate: Number(values.rate),
    run: values.run,
    settle: 60_000,
    onProgress: (done) => bar.update(done),
  });
  bar.stop();
  if (values.json) console.log(JSON.stringify(result));
  else print(result);
  return result.ok ? 0 : 1;
}

function print({ ok, sent, seconds, rows, repeats, cuts }: Awaited<ReturnType<typeof replay>>): void {
  console.log(`${sent} reports acknowledged in ${seconds.toFixed(1)} s; feeds cut ${cuts} times, ${repeats} frames repeated`);
  for (const { reader, expected, received, missing, foreign } of rows) {
    console.log(
      `${reader.padEnd(18)} expected ${expected}  received ${received}  missing ${missing.length}  not for them ${foreign.length}`,
    );
  }
  console.log(ok ? 'Every desk received exactly what it should.' : 'Counts do not match.');
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
