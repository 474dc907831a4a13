// Database ids against stream ids, in words.
import type { ServiceName } from '@spil/contracts';
import { isWhole, type StreamReport } from '../operate/reconcile';
import { fault, note, ok, some, type Finding } from './finding';

/** What a comparison says: what is lost or altered is named, and `refill` mends it. */
export function reconciliationFindings(service: ServiceName, reports: readonly StreamReport[]): Finding[] {
  const findings = reports.flatMap((report) => streamFindings(service, report));
  const total = reports.reduce((sum, { expected }) => sum + expected, 0);
  const whole = reports.every(isWhole);
  return whole
    ? [ok('reconciliation', `${service}: ${total} messages of seven days are in their streams, byte for byte`), ...findings]
    : findings;
}

function streamFindings(service: ServiceName, { stream, state, missing, altered, unknown, disordered }: StreamReport): Finding[] {
  const remedy = `npm run refill -- ${service}`;
  const ids = (list: readonly { id: string; aggregate: string }[]): string => some(list.map(({ id, aggregate }) => `${id} (${aggregate})`));
  return [
    ...(state === 'there'
      ? []
      : [fault('reconciliation', `${stream} ${state === 'absent' ? 'is not there' : 'is in the middle of a refill'}`, remedy)]),
    ...(missing.length > 0
      ? [fault('reconciliation', `${stream} lost ${missing.length} messages that ${service} published: ${ids(missing)}`, remedy)]
      : []),
    ...(altered.length > 0
      ? [
          fault(
            'reconciliation',
            `${stream} holds ${altered.length} messages with other content than ${service} published: ${ids(altered)}`,
            remedy,
          ),
        ]
      : []),
    ...(unknown.length > 0 ? [unknownFinding(service, stream, unknown)] : []),
    ...(disordered > 0
      ? [note('reconciliation', `${stream}: ${disordered} messages stand behind a later one of their aggregate; listeners go by version`)]
      : []),
  ];
}

const unknownFinding = (service: ServiceName, stream: string, unknown: readonly string[]): Finding =>
  fault(
    'reconciliation',
    `${stream} holds ${unknown.length} messages of the last week that the database of ${service} does not know: ${some(unknown)}`,
    `they were published and took effect; their entries were taken out of the database, or it was restored from an older copy: compare with a backup of ${service}'s database`,
  );
