import type { Delivery } from './delivery';

/**
 * Everything in hand. An array and not a Map: a Map that things constantly enter and leave keeps what was in its former tables alive
 * until the next full collection, which here was a third of all messages and a fifth of the CPU. Looking one up is needed for
 * redeliveries only.
 */
export class Hand {
  private readonly held: Delivery[] = [];

  get size(): number {
    return this.held.length;
  }

  add(delivery: Delivery): void {
    delivery.place = this.held.push(delivery) - 1;
  }

  /** Takes it out; the last one moves into its place. Answers false when it was not in hand. */
  remove(delivery: Delivery): boolean {
    if (this.held[delivery.place] !== delivery) return false;
    const last = this.held.pop() as Delivery;
    if (last !== delivery) {
      this.held[delivery.place] = last;
      last.place = delivery.place;
    }
    return true;
  }

  /** The delivery of this message that is in hand. */
  find(id: string): Delivery | undefined {
    return this.held.find((delivery) => delivery.id === id);
  }

  /** What is in hand now; adding and removing meanwhile is allowed. */
  all(): Delivery[] {
    return [...this.held];
  }
}
