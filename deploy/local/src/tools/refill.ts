import { serviceNames, type ServiceName } from '@spil/contracts';
import { accessOf } from '../operate/access';
import { isWhole, type StreamReport } from '../operate/reconcile';
import { refillService } from '../operate/refill-service';
import { sentenceOf } from '../operate/refill-streams';
import { dataDir } from './api';

const usage = `usage: npm run refill -- SERVICE [--all]
Restores the streams SERVICE publishes to, where messages are missing or damaged, from the seven days its database keeps: same
ids, same content, same order per aggregate, signed by the service itself. Older messages that can still be read are carried over.
Publishers wait meanwhile; live feeds are told to load anew. Ends with the proof; exit code 1 when it fails.
--all  also the streams where nothing is missing. SERVICE is one of ${serviceNames.filter((name) => name !== 'gateway').join(', ')}.`;

const line = (report: StreamReport): string =>
  `${isWhole(report) && report.disordered === 0 ? 'equal   ' : 'NOT EQUAL'} ${sentenceOf(report)}`;

async function main(args: readonly string[]): Promise<number> {
  const service = serviceNames.find((name): name is Exclude<ServiceName, 'gateway'> => name !== 'gateway' && name === args[0]);
  if (!service || args.slice(1).some((arg) => arg !== '--all')) {
    console.error(usage);
    return 2;
  }
  const access = accessOf(dataDir(), process.env);
  if (!access) throw new Error('Spil has not run here. Start it with npm start, then try again.');
  const ports = { root: process.cwd(), say: (sentence: string) => console.log(sentence) };
  const { before, after } = await refillService(access, service, ports, args.includes('--all'));
  if (after.length === 0) {
    console.log(`Nothing is missing in the ${before.length} streams of ${service}.`);
    return 0;
  }
  for (const report of after) console.log(line(report));
  return after.every((report) => isWhole(report)) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
