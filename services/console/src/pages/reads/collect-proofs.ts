import type { ApiClient } from '../../api/client';
import { Problem } from '../../api/problem';
import { requestOf, routeOf, services, type ReadsAnswer, type Service } from './lines';

type Proof = NonNullable<ReadsAnswer['proof']>;
/** Where a service's account was cut: its lines at this place and above are in the file, none below. */
export interface Cut {
  service: Service;
  seq: number;
  at: string;
}
export interface Collected {
  /** What `npm run audit -- prove` reads. */
  file: { format: 'spil-read-proof/1'; proofs: Proof[]; cutAt?: Cut[] };
  missing: { service: Service; problem: Problem }[];
}
export interface Step {
  service: Service;
  /** 1, 2, … */
  page: number;
}
export interface Collecting {
  recordId: string;
  /** Other names the record was known by when the page was made. */
  also: readonly string[];
  signal: AbortSignal;
  onStep: (step: Step) => void;
}

/** Pages of one service, of 200 lines each: a file of more is nobody's to read, and says where it ends. */
export const mostPages = 20;

/**
 * Asks every service for its lines with their proof, newest first. Who does not answer is named. The one that knows what was made of
 * the record is asked first and anew: the others are asked by every name there is now. Rejects only when it is stopped.
 */
export async function collectProofs(api: Pick<ApiClient, 'ask'>, collecting: Collecting): Promise<Collected> {
  const proofs: Proof[] = [];
  const cutAt: Cut[] = [];
  const missing: Collected['missing'] = [];
  const names = new Set(collecting.also);
  for (const service of services) {
    try {
      const also = service === services[0] ? [] : [...names];
      const { pages, cut, related } = await pagesOf(api, service, { ...collecting, also });
      proofs.push(...pages);
      if (service === services[0]) for (const { recordId } of related) names.add(recordId);
      if (cut) cutAt.push(cut);
    } catch (error) {
      if (collecting.signal.aborted) throw error;
      missing.push({ service, problem: error instanceof Problem ? error : new Problem('internal', 0) });
    }
  }
  return { file: { format: 'spil-read-proof/1', proofs, ...(cutAt.length > 0 ? { cutAt } : {}) }, missing };
}

interface Pages {
  pages: Proof[];
  related: ReadsAnswer['related'];
  cut?: Cut;
}

/** Page after page; a service that stops half-way has given nothing, rather than a part that looks whole. */
async function pagesOf(api: Pick<ApiClient, 'ask'>, service: Service, { recordId, also, signal, onStep }: Collecting): Promise<Pages> {
  const pages: Proof[] = [];
  for (let page = 1, before: number | undefined; ; page++) {
    signal.throwIfAborted();
    onStep({ service, page });
    const request = { ...requestOf(recordId, also, before), proof: true };
    const { proof, more, lines, related } = await api.ask(routeOf[service] as 'whoReadWijk', request, { signal });
    if (proof) pages.push(proof);
    const last = lines.at(-1);
    if (!more || !last) return { pages, related };
    if (page === mostPages) return { pages, related, cut: { service, seq: last.seq, at: last.at } };
    before = last.seq;
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
