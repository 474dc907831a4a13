import { describe, expect, it } from '@jest/globals';
import { SseParser } from './sse';

const whole = 'id: c1\nevent: briefing\ndata: {"a":1}\n\n: hartslag\n\nevent: call\ndata: een\ndata: twee\n\n';

describe('the stream reader', () => {
  it('reads events, joins data lines and skips comments', () => {
    expect(new SseParser().push(whole)).toEqual([
      { id: 'c1', event: 'briefing', data: '{"a":1}', retry: undefined },
      { id: undefined, event: 'call', data: 'een\ntwee', retry: undefined },
    ]);
  });

  it('reads the same wherever the stream is cut, and with every line ending', () => {
    for (const text of [whole, whole.replaceAll('\n', '\r\n'), whole.replaceAll('\n', '\r')]) {
      const expected = new SseParser().push(`${text}\n`).length;
      for (let cut = 1; cut < text.length; cut += 1) {
        const parser = new SseParser();
        const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut)), ...parser.push('\n')];
        expect(events).toHaveLength(expected);
        expect(events[0]).toMatchObject({ id: 'c1', event: 'briefing', data: '{"a":1}' });
      }
    }
  });

  it('keeps a position that comes without data', () => {
    expect(new SseParser().push('id: c9\n\n')).toEqual([{ id: 'c9', event: 'message', data: '', retry: undefined }]);
  });
});
