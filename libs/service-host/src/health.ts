import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One thing a service needs to do its job, and whether it has it now. */
export interface Check {
  name: string;
  ok(): boolean | Promise<boolean>;
}

export interface HealthReport {
  ready: boolean;
  checks: Record<string, boolean>;
}

/** `/healthz` (alive) and `/readyz` (can do its job) of a service; answers 503 with the failing checks when it cannot. */
export class Health {
  private draining = false;
  private server: Server | undefined;

  constructor(
    private readonly about: { service: string; version: string },
    private readonly checks: readonly Check[],
  ) {}

  async report(): Promise<HealthReport> {
    const results = await Promise.all(this.checks.map(async (check) => [check.name, await holds(check)] as const));
    const checks = Object.fromEntries(results);
    return { ready: !this.draining && results.every(([, ok]) => ok), checks };
  }

  /** From now on not ready: first step of a graceful stop. */
  drain(): void {
    this.draining = true;
  }

  /** Listens and answers with the port taken. */
  listen(host: string, port: number): Promise<number> {
    this.server = createServer((request, response) => {
      void this.answer(request.url ?? '').then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      });
    });
    return new Promise((resolve, reject) => {
      this.server?.once('error', reject);
      this.server?.listen(port, host, () => resolve((this.server?.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.server) return resolve();
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  private async answer(url: string): Promise<{ status: number; body: unknown }> {
    if (url === '/healthz') return { status: 200, body: { alive: true, ...this.about } };
    if (url !== '/readyz') return { status: 404, body: {} };
    const report = await this.report();
    return { status: report.ready ? 200 : 503, body: { ...report, ...this.about } };
  }
}

async function holds(check: Check): Promise<boolean> {
  try {
    return await check.ok();
  } catch {
    return false;
  }
}
