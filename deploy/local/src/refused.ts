/** Ends the start with one sentence for people, which names the remedy. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
