import { readReady } from './api';
import { type JaegerTrace, lengthText, waterfall } from './waterfall';

const usage = `usage: npm run trace -- <trace id> [--json]     the whole way of one trace
       npm run trace [-- --service wijk]         the newest traces of a service (default gateway)
SPIL_TRACES_URL names another Jaeger query API than the running suite's.`;

const baseUrl = (): string => (process.env['SPIL_TRACES_URL'] ?? readReady().traces).replace(/\/+$/, '');

async function ask(path: string): Promise<JaegerTrace[]> {
  const response = await fetch(baseUrl() + path, { signal: AbortSignal.timeout(10_000) }).catch(() => {
    throw new Error(`nothing answers at ${baseUrl()}: is the suite running?`);
  });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${baseUrl()} answered ${response.status}`);
  return ((await response.json()) as { data: JaegerTrace[] }).data;
}

async function showOne(id: string, json: boolean): Promise<void> {
  const [found] = await ask(`/api/traces/${id}`);
  if (!found) throw new Error(`no trace ${id} here; it may have been forgotten, not sampled, or not arrived yet`);
  console.log(json ? JSON.stringify(found) : waterfall(found).join('\n'));
}

async function showNewest(service: string): Promise<void> {
  const found = await ask(`/api/traces?service=${encodeURIComponent(service)}&limit=15`);
  if (found.length === 0) throw new Error(`no traces of ${service} yet`);
  for (const trace of found) {
    const first = trace.spans.reduce((a, b) => (b.startTime < a.startTime ? b : a));
    const end = Math.max(...trace.spans.map((span) => span.startTime + span.duration));
    const services = new Set(trace.spans.map((span) => trace.processes[span.processID]?.serviceName));
    const when = new Date(first.startTime / 1000).toISOString();
    console.log(
      `${trace.traceID}  ${when}  ${lengthText(end - first.startTime).padStart(10)}  ${services.size} services  ${first.operationName}`,
    );
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(usage);
  const id = args.find((arg) => /^[0-9a-f]{32}$/i.test(arg));
  if (id) return showOne(id.toLowerCase(), args.includes('--json'));
  const at = args.indexOf('--service');
  if (args.length > 0 && at < 0) throw new Error(usage);
  return showNewest((at < 0 ? undefined : args[at + 1]) ?? 'gateway');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'unexpected error');
  process.exitCode = 1;
});
