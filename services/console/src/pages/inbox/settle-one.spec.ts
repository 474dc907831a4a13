import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../api/problem';
import { settleOne } from './settle-one';

const answered = () => {
  let answer: (problem?: Problem) => void = () => undefined;
  const sent = new Promise<void>((resolve, reject) => {
    answer = (problem) => (problem ? reject(problem) : resolve());
  });
  return { answer, send: () => sent };
};

describe('settling items of the inbox', () => {
  const desk = () => {
    const said: string[] = [];
    const underWay = new Set<string>();
    const hear = (itemId: string) => ({
      begun: () => void said.push(`begun ${itemId}`),
      taken: () => void said.push(`taken ${itemId}`),
      refused: ({ code }: Problem) => void said.push(`${code} ${itemId}`),
      outdated: () => void said.push(`outdated ${itemId}`),
    });
    const settle = (itemId: string, send: () => Promise<unknown>) => settleOne(itemId, { underWay, send, hear: hear(itemId) });
    return { said, settle };
  };

  it('goes on with each of two that are decided before the first answer', async () => {
    const { said, settle } = desk();
    const [a, b] = [answered(), answered()];
    const both = [settle('a', a.send), settle('b', b.send)];
    b.answer();
    a.answer();
    await Promise.all(both);
    expect(said).toEqual(['begun a', 'begun b', 'taken b', 'taken a']);
  });

  it('takes a second press for the first, and a later one anew', async () => {
    const { said, settle } = desk();
    const a = answered();
    const first = settle('a', a.send);
    await settle('a', a.send);
    a.answer(new Problem('network', 0));
    await first;
    await settle('a', () => Promise.resolve());
    expect(said).toEqual(['begun a', 'network a', 'begun a', 'taken a']);
  });

  it.each([new Problem('information-sharing.already-settled', 409), new Problem('not-found', 404)])(
    'calls the list outdated after $code',
    async (problem) => {
      const { said, settle } = desk();
      await settle('a', () => Promise.reject(problem));
      expect(said).toEqual(['begun a', `${problem.code} a`, 'outdated a']);
    },
  );

  it('leaves the list after any other refusal', async () => {
    const { said, settle } = desk();
    await settle('a', () => Promise.reject(new Problem('forbidden', 403)));
    expect(said).toEqual(['begun a', 'forbidden a']);
  });
});
