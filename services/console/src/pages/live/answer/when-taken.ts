/**
 * Goes on with what the server took, also when the form is gone by then: a frame may tell of one's own step before its answer
 * comes, and what a mutation calls back is dropped with its form. A refusal stays with the mutation, which shows it.
 */
export const whenTaken = <A>(wish: Promise<A>, then: (answer: A) => void): Promise<void> => wish.then(then, () => undefined);
