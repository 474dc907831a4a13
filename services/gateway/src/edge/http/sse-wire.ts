import type { ServerResponse } from 'node:http';
import type { FeedWire } from '../../use-cases/follow-feed/ports';

/** A browser's open response, written raw: no serialiser, no reply object between a frame and its socket. */
export class SseWire implements FeedWire {
  constructor(
    private readonly response: ServerResponse,
    private readonly limit: number,
  ) {}

  write(chunk: string): void {
    if (!this.response.writableEnded && !this.response.destroyed) this.response.write(chunk);
  }

  get waiting(): number {
    return this.response.writableLength;
  }

  drained(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const started = Date.now();
      const look = (): void => {
        if (this.response.destroyed) done(false);
        else if (this.waiting <= this.limit / 2) done(true);
        else if (Date.now() - started >= ms) done(false);
      };
      const timer = setInterval(look, 50);
      const done = (answer: boolean): void => {
        clearInterval(timer);
        this.response.off('drain', look);
        resolve(answer);
      };
      this.response.on('drain', look);
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
