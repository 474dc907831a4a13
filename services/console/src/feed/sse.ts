/** One event of a `text/event-stream`. */
export interface SseEvent {
  id?: string;
  event: string;
  data: string;
  retry?: number;
}

/** Reads a stream in pieces as the standard says (WHATWG HTML §9.2.6). Comments are heartbeats: they come out as `undefined` data. */
export class SseParser {
  private buffer = '';
  private started = false;
  private current: { id?: string; event?: string; data: string[]; retry?: number } = { data: [] };

  /** Takes the next piece of text; answers the events that are complete now. */
  push(piece: string): SseEvent[] {
    this.buffer += this.started ? piece : piece.replace(/^\uFEFF/, '');
    this.started ||= piece.length > 0;
    const events: SseEvent[] = [];
    // A carriage return at the very end may be half of a pair: wait for the next piece.
    for (let end = /\r\n|\n|\r(?!$)/.exec(this.buffer); end; end = /\r\n|\n|\r(?!$)/.exec(this.buffer)) {
      const line = this.buffer.slice(0, end.index);
      this.buffer = this.buffer.slice(end.index + end[0].length);
      const done = line === '' ? this.dispatch() : this.field(line);
      if (done) events.push(done);
    }
    return events;
  }

  private field(line: string): undefined {
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.current.data.push(value);
    else if (name === 'event') this.current.event = value;
    else if (name === 'id' && !value.includes('\0')) this.current.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.current.retry = Number(value);
    return undefined;
  }

  private dispatch(): SseEvent | undefined {
    const { id, event, data, retry } = this.current;
    this.current = { data: [] };
    if (data.length === 0 && event === undefined && id === undefined && retry === undefined) return undefined;
    return { id, event: event || 'message', data: data.join('\n'), retry };
  }
}
