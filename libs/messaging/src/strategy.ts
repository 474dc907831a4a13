import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import type { EventContract, FrameContract } from '@spil/contracts';
import { Admission } from './admission';
import { flushBus } from './connect';
import { JETSTREAM } from './decorators';
import type { Handler } from './delivery';
import { DurableReader, type DurableName } from './durable-reader';
import { Gate, type Probe } from './gate';
import type { ProducerAuth } from './producer-auth';
import { Routes, type Route } from './routes';
import { defaultRules, type SettlementRules } from './settlement';
import type { AttemptLedger } from './suspects';
import type { DeliveryTelemetry } from './telemetry';
import type { WindowPublisher } from './window-publisher';
import { Workbench } from './workbench';

export interface JetStreamOptions {
  connection: NatsConnection;
  service: string;
  /** This service's durables, from the topology. The same stream and durable named twice is one. */
  durables: readonly DurableName[];
  auth: ProducerAuth;
  /** Stores dead letters. */
  publisher: Pick<WindowPublisher, 'publish'>;
  /** Resolves when what the handlers need is there again; rejects or throws otherwise. */
  probe?: Probe;
  telemetry?: DeliveryTelemetry;
  ledger?: AttemptLedger;
  settings?: Partial<DeliverySettings>;
}

export interface DeliverySettings extends SettlementRules {
  maxMessages: number;
  concurrency: number;
  /** Messages in hand above which no more are pulled; what was asked for before still comes. */
  inHand: number;
  handlerDeadline: number;
  workingEvery: number;
  ackWait: number;
  /** ms that close() waits for handlers. */
  grace: number;
}

const defaults: DeliverySettings = {
  ...defaultRules,
  maxMessages: 1_000,
  concurrency: 256,
  inHand: Infinity,
  handlerDeadline: 600_000,
  workingEvery: 10_000,
  ackWait: 30_000,
  grace: 20_000,
};

/** Nest transport for `events.` and `feeds.`: durable pull, acknowledgement after the handler's commit (architecture.md §5). */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM;
  override readonly propagatesEventHandlerErrors = true;
  private readonly settings: DeliverySettings;
  private readonly telemetry: DeliveryTelemetry;
  private bench: Workbench | undefined;
  private gate: Gate | undefined;
  private readers: DurableReader[] = [];
  private closing: Promise<void> | undefined;

  constructor(private readonly options: JetStreamOptions) {
    super();
    this.settings = { ...defaults, ...options.settings };
    this.telemetry = options.telemetry ?? {};
  }

  /** Called by Nest when all handlers are known: resolves routes, waits for the dependency, starts pulling. */
  listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  /** Messages in hand that are not settled. */
  get inHand(): number {
    return this.bench?.open ?? 0;
  }

  /** Stops pulling, finishes what is in hand, flushes acknowledgements. Takes as long as the work left, at most `grace`. */
  close(): Promise<void> {
    return (this.closing ??= this.shut());
  }

  private async shut(): Promise<void> {
    this.gate?.close();
    await Promise.all(this.readers.map((reader) => reader.stop()));
    await this.bench?.finish(this.settings.grace);
    await flushBus(this.options.connection);
  }

  on(): never {
    throw new Error('JetStreamStrategy has no events to listen on; use the telemetry hooks');
  }

  unwrap<T>(): T {
    return this.options.connection as T;
  }

  private async open(): Promise<void> {
    const { service, auth, publisher, ledger } = this.options;
    const { delays, attempts, inHand: _, ...settings } = this.settings;
    this.bench = new Workbench({
      service,
      admission: new Admission(new Routes(this.routes()), auth),
      publisher,
      telemetry: this.telemetry,
      rules: { delays, attempts },
      ledger,
      ...settings,
      onHold: () => void this.gate?.trip(),
    });
    this.readers = this.uniqueDurables().map((name) => this.reader(name));
    this.gate = new Gate({
      probe: this.options.probe ?? (() => Promise.resolve()),
      pause: async () => {
        this.telemetry.paused?.(service, true);
        this.bench?.pause();
        await Promise.all(this.readers.map((reader) => reader.stop()));
      },
      resume: async () => {
        await Promise.all(this.readers.map((reader) => reader.start()));
        this.bench?.resume();
        this.telemetry.paused?.(service, false);
      },
    });
    await this.gate.open();
  }

  private uniqueDurables(): DurableName[] {
    return [...new Map(this.options.durables.map((name) => [`${name.stream} ${name.durable}`, name])).values()];
  }

  private reader(name: DurableName): DurableReader {
    const { stream, durable } = name;
    return new DurableReader(this.options.connection, name, {
      maxMessages: this.settings.maxMessages,
      receive: (message) => this.bench?.receive(message),
      ...(Number.isFinite(this.settings.inHand) && { room: () => this.settings.inHand - this.inHand }),
      ackWait: (ms) => this.bench?.heed(ms),
      warn: (code) => this.telemetry.warn?.('the broker ended a pull; it is started again', { stream, durable, code }),
    });
  }

  private routes(): Route<Handler>[] {
    return [...this.messageHandlers].map(([pattern, handler]) => {
      if (handler.next) throw new Error(`two handlers for ${pattern}: one service handles an event in one place`);
      const contract = (handler.extras as { contract?: EventContract | FrameContract } | undefined)?.contract;
      if (!contract) throw new Error(`handler of ${pattern} has no contract: declare it with @OnEvent or @OnFrame`);
      return { pattern, contract, handler: handler as MessageHandler as Handler };
    });
  }
}
