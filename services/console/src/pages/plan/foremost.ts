interface Weighed {
  reasons: readonly { reason: string }[];
}

/** Cards a sheet of paper holds. */
const most = 8;

/**
 * What stands on the sheet: the foremost ones as cards; of the others, by name, those where nobody of us was seen. That is the floor:
 * whom nobody complains for is not forgotten.
 */
export function foremost<T extends Weighed>(wijken: readonly T[]): { first: T[]; unseen: T[]; rest: T[] } {
  const [first, others] = [wijken.slice(0, most), wijken.slice(most)];
  const isUnseen = (one: T): boolean => one.reasons.some(({ reason }) => reason === 'notSeen');
  return { first, unseen: others.filter(isUnseen), rest: others };
}
