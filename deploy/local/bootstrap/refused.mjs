/** Ends the program with one sentence for people, and its remedy, instead of a stack. */
export class RefusedError extends Error {
  /** @param {string} sentence what is wrong and what to do about it */
  constructor(sentence) {
    super(sentence);
    this.name = 'Refused';
  }
}
