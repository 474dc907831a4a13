import { describe, expect, it } from '@jest/globals';
import { newestWriter } from './newest-writer';

/** A disk whose writes end when told. */
function slowDisk() {
  const written: string[] = [];
  const ends: { fulfil: () => void; reject: (error: Error) => void }[] = [];
  const write = async (draft: string) => {
    await new Promise<void>((fulfil, reject) => ends.push({ fulfil, reject }));
    written.push(draft);
  };
  return { written, ends, write };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('writing what is typed', () => {
  it('writes one at a time and skips what was typed over; each promise waits for what is on the disk', async () => {
    const { written, ends, write } = slowDisk();
    const keep = newestWriter(write);
    const [first, second, third] = [keep('a'), keep('ab'), keep('abc')];
    await settled();
    // The first had not begun when the others came: only the newest is written.
    expect(ends).toHaveLength(1);
    const later = keep('abcd');
    ends[0]?.fulfil();
    await first;
    await settled();
    ends[1]?.fulfil();
    await Promise.all([second, third, later]);
    expect(written).toEqual(['abc', 'abcd']);
  });

  it('tells who waits that nothing was kept, and tries it again with the next', async () => {
    const { written, ends, write } = slowDisk();
    const keep = newestWriter(write);
    const full = keep('a');
    await settled();
    ends[0]?.reject(new Error('no room'));
    await expect(full).rejects.toThrow('no room');
    const again = keep('ab');
    await settled();
    ends[1]?.fulfil();
    await again;
    expect(written).toEqual(['ab']);
  });
});
