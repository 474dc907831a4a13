import { describe, expect, it } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { askAgainAtBegin, askAgainUnderWay } from './ask-again';

/** A list on the screen whose answers come when told. */
function shown(queries: QueryClient, name: string) {
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: [name, {}],
    queryFn: ({ signal }) =>
      new Promise<string>((resolve, reject) => {
        asked.push(resolve);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    staleTime: 60_000,
    retry: false,
  });
  const stop = observer.subscribe(() => undefined);
  return { asked, stop, data: () => observer.getCurrentResult().data, failed: () => observer.getCurrentResult().isError };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('what frames keep current', () => {
  it('is asked again when the feed begins: the first answer, still under way, may be from before it', async () => {
    const queries = new QueryClient();
    const notes = shown(queries, 'listMyNotes');
    const other = shown(queries, 'readPicture');
    void askAgainAtBegin(queries);
    await turn();
    expect([notes.asked.length, other.asked.length]).toEqual([2, 1]);
    notes.asked[0]?.('old');
    notes.asked[1]?.('new');
    await turn();
    expect([notes.data(), notes.failed()]).toEqual(['new', false]);
    notes.stop();
    other.stop();
  });

  it('is asked again by a frame only where an answer is under way, first or later', async () => {
    const queries = new QueryClient();
    const notes = shown(queries, 'listMyNotes');
    notes.asked[0]?.('one');
    await turn();
    await askAgainUnderWay(queries, 'listMyNotes');
    expect(notes.asked).toHaveLength(1);
    void queries.invalidateQueries();
    await turn();
    void askAgainUnderWay(queries, 'listMyNotes');
    await turn();
    expect(notes.asked).toHaveLength(3);
    notes.asked[1]?.('two');
    notes.asked[2]?.('three');
    await turn();
    expect(notes.data()).toBe('three');
    notes.stop();
  });
});
