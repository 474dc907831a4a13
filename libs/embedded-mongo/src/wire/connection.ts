import type { Socket } from 'node:net';
import { MAX_MESSAGE, parseMessage, replyTo, type Request } from './frames';

/** Answers one command; the bytes are the reply document. */
export type Answer = (request: Request) => Promise<Buffer>;

/** Cuts a byte stream into messages. @throws Error when a length is impossible */
export class MessageReader {
  private parts: Buffer[] = [];
  private held = 0;

  *push(part: Buffer): Generator<Buffer> {
    this.parts.push(part);
    this.held += part.length;
    for (let length = this.length(); length <= this.held; length = this.length()) {
      const [only] = this.parts;
      const all = this.parts.length === 1 && only ? only : Buffer.concat(this.parts);
      this.parts = all.length === length ? [] : [all.subarray(length)];
      this.held -= length;
      yield all.subarray(0, length);
    }
  }

  /** The length of the message that is coming in; beyond what is held while even that is not here. */
  private length(): number {
    if (this.held < 4) return Infinity;
    const [first] = this.parts;
    if (first && first.length < 4) this.parts = [Buffer.concat(this.parts)];
    const length = this.parts[0]?.readInt32LE(0) ?? 0;
    if (length < 16 || length > MAX_MESSAGE) throw new Error(`a message of ${length} bytes`);
    return length;
  }
}

/** Serves one client: messages in, answers out, one after the other as the protocol has it. */
export function serve(socket: Socket, answer: Answer, onClose: () => void): void {
  const reader = new MessageReader();
  let last = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', onClose);
  socket.on('data', (part) => {
    try {
      for (const message of reader.push(part)) {
        const request = parseMessage(message);
        last = last.then(() => respond(socket, request, answer));
      }
    } catch {
      socket.destroy(); // not the protocol: there is no way to answer sensibly
    }
  });
}

async function respond(socket: Socket, request: Request, answer: Answer): Promise<void> {
  const body = await answer(request);
  if (request.silent || socket.destroyed) return;
  socket.write(Buffer.concat(replyTo(request, body)));
}
