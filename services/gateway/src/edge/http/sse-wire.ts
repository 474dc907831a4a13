import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FeedWire } from '../../use-cases/follow-feed/ports';

/**
 * A browser's open response, written raw: once its headers are out, frames go to the socket itself. The body has no length and no
 * chunks (it ends with its connection), so there is nothing that the response would add.
 */
export class SseWire implements FeedWire {
  private together = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly socket: Socket,
    private readonly limit: number,
  ) {
    response.flushHeaders();
  }

  write(chunk: string): void {
    if (this.response.writableEnded || !this.socket.writable) return;
    if (this.together && this.socket.writableCorked === 0) {
      this.socket.cork();
      process.nextTick(() => this.socket.uncork());
    }
    this.socket.write(chunk);
  }

  gather(together: boolean): void {
    this.together = together;
  }

  get waiting(): number {
    return this.socket.writableLength;
  }

  drained(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const started = Date.now();
      const look = (): void => {
        if (this.socket.destroyed) done(false);
        else if (this.waiting <= this.limit / 2) done(true);
        else if (Date.now() - started >= ms) done(false);
      };
      const timer = setInterval(look, 50);
      const done = (answer: boolean): void => {
        clearInterval(timer);
        this.socket.off('drain', look);
        resolve(answer);
      };
      this.socket.on('drain', look);
      look();
    });
  }

  end(): void {
    this.response.end();
  }

  cut(): void {
    this.response.destroy();
  }
}
