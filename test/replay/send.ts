import { recordNote, registerCall, reportNuisance } from '@spil/contracts';
import { ApiProblem, type Api } from '@spil/local';
import type { Report } from './reports';

export interface Senders {
  inspectors: Api[];
  dispatcher: Api;
  environment: Api;
}
export interface Sent {
  id: string;
  wijkId: string;
}

const observedAt = (): string => new Date(Date.now() - 60_000).toISOString();

/** What one replay run uses to make its requests the same each time they are tried. */
export interface Attempt {
  report: Report;
  point: [number, number];
  index: number;
  run: string;
  at: string;
}
export const attempt = (report: Report, index: number, run: string, point: [number, number]): Attempt => ({
  report,
  index,
  run,
  point,
  at: observedAt(),
});

/**
 * Sends one report through the public API until it is acknowledged. A broken connection, a 5xx or a 429 is tried again with the
 * same key, so that it takes effect once. Throws on a refusal, which no retry mends.
 */
export async function send(senders: Senders, one: Attempt): Promise<Sent> {
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await sendOnce(senders, one);
    } catch (error) {
      if (error instanceof ApiProblem && error.status < 500 && error.status !== 429) throw error;
      const wait = error instanceof ApiProblem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : pause;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function sendOnce({ inspectors, dispatcher, environment }: Senders, { report, point, index, run, at }: Attempt): Promise<Sent> {
  const options = { idempotencyKey: `${run}-${report.key}`, signal: AbortSignal.timeout(15_000) };
  if (report.kind === 'call') {
    const request = { point, nature: report.theme.toLowerCase(), urgency: 'notUrgent' as const, summary: report.headline, receivedAt: at };
    const { callId, wijkId } = await dispatcher.ask(registerCall, request, options);
    return { id: callId, wijkId };
  }
  if (report.kind === 'nuisance') {
    const request = {
      point,
      category: 'illegal-dumping',
      polluterType: 'INDIVIDUAL' as const,
      description: report.headline,
      observedAt: at,
    };
    const { nuisanceId, wijkId } = await environment.ask(reportNuisance, request, options);
    return { id: nuisanceId, wijkId };
  }
  const inspector = inspectors[index % inspectors.length] as Api;
  const { noteId, wijkId } = await inspector.ask(recordNote, noteOf(report, point, at), options);
  return { id: noteId, wijkId };
}

const noteOf = ({ theme, headline }: Report, point: [number, number], observed: string) => ({
  ...recordNote.sample.request,
  point,
  theme,
  headline,
  fact: headline,
  topic: 'localCrime' as const,
  observedAt: observed,
});
