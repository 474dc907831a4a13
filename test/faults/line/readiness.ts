import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NatsConnection } from '@nats-io/transport-node';
import { BusHealth, type DurableName } from '@spil/messaging';
import type { DatabaseHealth } from '@spil/mongo';

interface Parts {
  bus: NatsConnection;
  health: DatabaseHealth;
  durables: readonly DurableName[];
}

/** The readiness page of a half of the line: the four checks that a service of the suite makes, by the same parts. */
export class Readiness {
  private readonly busHealth: BusHealth;
  private readonly server: Server;

  constructor(private readonly parts: Parts) {
    this.busHealth = new BusHealth(parts.bus, parts.durables);
    this.server = createServer((_, response) => {
      void this.checks()
        .catch(() => ({ bus: false }))
        .then((checks) => {
          response.writeHead(Object.values(checks).every(Boolean) ? 200 : 503, { 'content-type': 'application/json' });
          response.end(JSON.stringify(checks));
        });
    });
  }

  /** Listens on a free port and answers with it. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): void {
    this.busHealth.stop();
    this.server.closeAllConnections();
    this.server.close();
  }

  private async checks(): Promise<Record<string, boolean>> {
    const { bus, health } = this.parts;
    const reached = (await bus.rtt()) >= 0;
    return { database: health.up, bus: reached, streams: await this.busHealth.streams(), permissions: this.busHealth.permissions };
  }
}
