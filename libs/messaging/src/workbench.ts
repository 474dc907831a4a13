import { failPoint } from '@spil/domain-kit';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Admission } from './admission';
import { Burial } from './burial';
import { HandlerFailure } from './decorators';
import { Delivery, deliveryId, type Handler } from './delivery';
import { Hand } from './hand';
import { Lanes } from './lanes';
import { afterAttempt, beforeAttempt, type SettlementRules, type Verdict } from './settlement';
import type { StoredMessage } from './stored-message';
import { Suspects, type AttemptLedger } from './suspects';
import type { DeliveryTelemetry, Settled } from './telemetry';
import type { WindowPublisher } from './window-publisher';

export interface WorkbenchOptions {
  service: string;
  admission: Admission<Handler>;
  publisher: Pick<WindowPublisher, 'publish'>;
  telemetry: DeliveryTelemetry;
  rules: SettlementRules;
  ledger?: AttemptLedger | undefined;
  /** Handlers at once. */
  concurrency: number;
  /** ms after which a handler is given up. */
  handlerDeadline: number;
  /** ms between two signs of life to the broker for what is in hand. */
  workingEvery: number;
  /** ms after which the broker would deliver again. */
  ackWait: number;
  /** A handler says its dependency is away. */
  onHold: () => void;
}

/** Where messages are worked on: keyed lanes, attempts, settlement. Knows nothing of pulling. */
export class Workbench {
  private readonly hand = new Hand();
  private readonly lanes: Lanes<Delivery>;
  private readonly suspects: Suspects;
  private ticker: NodeJS.Timeout;
  private workingEvery: number;
  private readonly idle: (() => void)[] = [];
  private readonly burial: Burial;
  private stopping = false;
  private paused = false;

  constructor(private readonly options: WorkbenchOptions) {
    this.lanes = new Lanes<Delivery>(options.concurrency, (delivery) => this.start(delivery));
    this.burial = new Burial(options);
    this.suspects = new Suspects(
      options.ledger,
      (delivery) => this.attempt(delivery),
      (delivery) => this.hold(delivery, 0),
    );
    this.workingEvery = options.workingEvery;
    this.ticker = this.ticking();
  }

  /** A durable delivers again after so many ms: where that is sooner than was thought, signs of life must come well before. */
  heed(ackWait: number): void {
    if (this.stopping || ackWait <= 0 || ackWait >= this.options.ackWait || ackWait / 3 >= this.workingEvery) return;
    this.workingEvery = ackWait / 3;
    clearInterval(this.ticker);
    this.ticker = this.ticking();
  }

  private ticking(): NodeJS.Timeout {
    return setInterval(() => this.tick(performance.now()), Math.min(1_000, this.workingEvery / 4));
  }

  /** Messages in hand that still need an attempt here. */
  get open(): number {
    let away = 0;
    for (const delivery of this.hand.all()) if (delivery.awayUntil > 0) away++;
    return this.hand.size - away + this.burial.open;
  }

  private get left(): number {
    return this.paused ? this.lanes.busy + this.burial.open : this.open;
  }

  /** A message came off a stream. */
  receive(message: StoredMessage): void {
    // Only what was delivered before can be here already.
    const held = message.again ? this.hand.find(deliveryId(message)) : undefined;
    if (held) return this.again(held, message);
    const admitted = this.options.admission.admit(message);
    if (!admitted.ok) return void this.burial.bury(message, admitted.reason).then(() => this.rest());
    const delivery = new Delivery(message, admitted, performance.now());
    this.hand.add(delivery);
    this.lanes.add(delivery);
  }

  /** Starts nothing new; what runs, runs on. */
  pause(): void {
    this.paused = true;
    this.lanes.pause();
  }

  resume(): void {
    if (this.stopping) return;
    this.paused = false;
    const now = performance.now();
    // While nothing was pulled nothing could come back: the wait for what the broker keeps begins now.
    for (const delivery of this.hand.all()) if (delivery.awayUntil > 0) delivery.awayUntil = Math.max(delivery.awayUntil, now);
    this.lanes.resume();
  }

  /**
   * Resolves when everything in hand is settled, or after `graceMs`; what is left then comes again after ack_wait. While paused
   * only what already runs is waited for: the rest cannot get on.
   */
  async finish(graceMs: number): Promise<void> {
    this.stopping = true;
    this.burial.end();
    const done = new Promise<void>((resolve) => this.idle.push(resolve));
    const late = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    if (this.left > 0) await Promise.race([done, late]);
    clearInterval(this.ticker);
  }

  private again(held: Delivery, message: StoredMessage): void {
    const waited = held.awayUntil > 0;
    held.redelivered(message, performance.now());
    if (waited) this.lanes.retry(held);
  }

  private start(delivery: Delivery): void {
    if (!this.suspects.take(delivery)) this.attempt(delivery);
  }

  private attempt(delivery: Delivery): void {
    const { rules, telemetry, service } = this.options;
    const refused = beforeAttempt(delivery.attempts, rules);
    if (refused) return this.settle(delivery, refused, 0);
    const run = delivery.begin(performance.now());
    const work = telemetry.handle ? telemetry.handle(delivery.info(service), () => call(delivery)) : call(delivery);
    work.then(
      () => this.ended(delivery, run, undefined),
      (error: unknown) => this.ended(delivery, run, { error }),
    );
  }

  private ended(delivery: Delivery, run: number, failure: { error: unknown } | undefined): void {
    if (delivery.run !== run) return;
    this.end(delivery, failure);
  }

  private end(delivery: Delivery, failure: { error: unknown } | undefined): void {
    delivery.run = 0;
    const took = delivery.startedAt > 0 ? performance.now() - delivery.startedAt : 0;
    this.settle(delivery, afterAttempt(delivery.attempts, failure, this.options.rules), took);
  }

  private settle(delivery: Delivery, verdict: Verdict, took: number): void {
    this.suspects.ended(delivery, verdict.kind === 'hold');
    if (verdict.kind === 'ack') {
      delivery.message.ack();
      return this.leave(delivery, 'handled', took);
    }
    if (verdict.kind === 'retry') return this.later(delivery, verdict, took);
    if (verdict.kind === 'hold') {
      delivery.attempts--;
      return this.hold(delivery, took);
    }
    const { event } = delivery.admitted;
    void this.burial
      .bury(delivery.message, verdict.reason, event.subject)
      .then((stored) => (stored ? this.leave(delivery, 'dead', took) : this.cease(delivery)));
  }

  /** Out of hand. The lane goes on, also after a dead letter: the aggregate is not stopped by one event. */
  private leave(delivery: Delivery, outcome: Settled, took: number): void {
    this.hand.remove(delivery);
    this.options.telemetry.settled?.(delivery.info(this.options.service), outcome, took);
    this.lanes.done(delivery, 'next');
    this.rest();
  }

  /** The broker keeps it for the delay; later events of the same aggregate wait here for it. */
  private later(delivery: Delivery, { afterMs, code }: { afterMs: number; code: string }, took: number): void {
    delivery.message.nak(afterMs);
    delivery.awayUntil = performance.now() + afterMs;
    const info = delivery.info(this.options.service);
    this.options.telemetry.settled?.(info, 'retried', took);
    this.options.telemetry.warn?.('a handler failed; the message comes again', { event: info.eventId, type: info.type, code });
    this.lanes.done(delivery, 'wait');
    this.rest();
  }

  private hold(delivery: Delivery, took: number): void {
    this.options.telemetry.settled?.(delivery.info(this.options.service), 'held', took);
    this.pause();
    this.lanes.done(delivery, 'wait');
    this.lanes.retry(delivery);
    this.options.onHold();
    this.rest();
  }

  /** It could not be put aside before the stop: its aggregate must not go on without it, and nothing else is begun. */
  private cease(delivery: Delivery): void {
    this.pause();
    this.lanes.done(delivery, 'wait');
    this.rest();
  }

  private tick(now: number): void {
    const { handlerDeadline, ackWait } = this.options;
    for (const delivery of this.hand.all()) {
      if (delivery.awayUntil > 0) {
        // Delivered to another replica, or lost with a restart of the broker: the aggregate must not wait for ever.
        if (!this.paused && now > delivery.awayUntil + 2 * ackWait) this.forget(delivery);
      } else if (delivery.run > 0 && now - delivery.startedAt > handlerDeadline) {
        const late = new DOMException('handler deadline', 'TimeoutError');
        delivery.context.giveUp(late);
        this.end(delivery, { error: late });
      } else if (now - delivery.touchedAt >= this.workingEvery) {
        delivery.touchedAt = now;
        delivery.message.working();
      }
    }
  }

  private forget(delivery: Delivery): void {
    this.hand.remove(delivery);
    this.lanes.release(delivery.key);
  }

  private rest(): void {
    if (this.stopping && this.left === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}

/** Runs the Nest handler to its end; rejects with the handler's own error. */
function call({ admitted, context }: Delivery): Promise<void> {
  const { event, route } = admitted;
  FAULT: return handledWithFaults(`${event.id} ${event.subject ?? ''}`, () => route.handler(event, context).then(ending));
  return route.handler(event, context).then(ending);
}

async function handledWithFaults(about: string, handle: () => Promise<void>): Promise<void> {
  await failPoint('handler.start', about);
  await handle();
  await failPoint('handler.after-commit', about);
}

function ending(answer: unknown): void | Promise<void> {
  if (answer === undefined) return;
  if (isObservable(answer)) return lastValueFrom(answer, { defaultValue: undefined }).then(ending);
  if (answer instanceof HandlerFailure) throw answer.error;
}
