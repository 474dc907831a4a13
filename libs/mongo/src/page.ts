import type { AggregateStore } from './aggregate-store';

export interface Page {
  /** Field with the moment rows are ordered by, newest first. */
  by: string;
  /** Only rows older than this moment. */
  before?: string | undefined;
  limit: number;
}

/**
 * A page of aggregates, newest first. Rows of the very moment of the last one come along, so that whoever asks on with that
 * moment as `before` misses none: a page may be longer than its limit.
 */
export async function pageOf<T extends { _id: string }>(
  store: Pick<AggregateStore<T>, 'find'>,
  filter: Record<string, unknown>,
  { by, before, limit }: Page,
): Promise<T[]> {
  const earlier = before === undefined ? {} : { [by]: { $lt: before } };
  const page = (await store.find({ ...filter, ...earlier }, { sort: { [by]: -1 }, limit })).map(({ doc }) => doc);
  const last = page.at(-1);
  if (!last || page.length < limit) return page;
  const tied = await store.find({ ...filter, [by]: (last as Record<string, unknown>)[by] }, { limit: 1_000 });
  const known = new Set(page.map(({ _id }) => _id));
  return [...page, ...tied.map(({ doc }) => doc).filter(({ _id }) => !known.has(_id))];
}
