import type { ApiClient } from '../../api/client';
import { Problem } from '../../api/problem';
import { routeOf, services, type ReadsAnswer, type Service } from './lines';
import { requestOf } from './use-reads';

type Proof = NonNullable<ReadsAnswer['proof']>;
export interface Collected {
  /** What `npm run audit -- prove` reads. */
  file: { format: 'spil-read-proof/1'; proofs: Proof[] };
  missing: { service: Service; problem: Problem }[];
}

/** Asks every service for its lines with their proof, to the oldest. Who does not answer is named. */
export async function collectProofs(api: ApiClient, recordId: string, also: readonly string[]): Promise<Collected> {
  const proofs: Proof[] = [];
  const missing: Collected['missing'] = [];
  for (const service of services) {
    try {
      proofs.push(...(await proofsOf(api, service, { recordId, also })));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      missing.push({ service, problem });
    }
  }
  return { file: { format: 'spil-read-proof/1', proofs }, missing };
}

interface Question {
  recordId: string;
  also: readonly string[];
}

/** Page after page; a service that stops half-way has given nothing, rather than a part that looks whole. */
async function proofsOf(api: ApiClient, service: Service, { recordId, also }: Question): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (let before: number | undefined; ;) {
    const request = { ...requestOf(recordId, service === 'information-sharing' ? [] : also, before), proof: true };
    const { proof, more, lines } = await api.ask(routeOf[service] as 'whoReadWijk', request);
    if (proof) proofs.push(proof);
    before = lines.at(-1)?.seq;
    if (!more || before === undefined) return proofs;
  }
}

/** Hands a file to the browser's own downloads. */
export function saveFile(name: string, content: object): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
