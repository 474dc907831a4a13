import { Ctx, EventPattern, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { eventPattern, framePattern, requestPattern, type EventContract, type FrameContract, type RequestContract } from '@spil/contracts';

/** Tells Nest which handlers belong to JetStreamStrategy and which to the stock NATS transport. */
export const JETSTREAM = Symbol.for('spil.jetstream');

/** A handler's error on its way past Nest's exception filters, which would replace it by "Internal server error". */
export class HandlerFailure {
  constructor(readonly error: unknown) {}
}

const failed = (error: unknown): HandlerFailure => new HandlerFailure(error);

type Method = (...args: never[]) => unknown;
type HandlerDecorator = (target: object, key: string, descriptor: PropertyDescriptor) => void;

/** Handles an event: `handler(event: CloudEvent<T>, context: JetStreamContext)`; acknowledged after the promise resolves. */
export const OnEvent = <T>(contract: EventContract<T>): HandlerDecorator => on(eventPattern(contract as EventContract), contract);

/** Handles a frame of a durable feed this service is on the list of. */
export const OnFrame = <T>(contract: FrameContract<T>): HandlerDecorator => on(framePattern(contract as FrameContract), contract);

/** Answers a request over core NATS; the queue group is the service's. */
export const OnRequest = <Q, A>(contract: RequestContract<Q, A>): MethodDecorator =>
  MessagePattern(requestPattern(contract as unknown as RequestContract), Transport.NATS);

function on(pattern: string, contract: object): HandlerDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as Method;
    const guarded = function (this: unknown, ...args: never[]): unknown {
      try {
        const answer = handler.apply(this, args);
        return answer instanceof Promise ? answer.catch(failed) : answer;
      } catch (error) {
        return failed(error);
      }
    };
    // Guards, pipes and interceptors declared below this decorator hang on the method: they move along.
    for (const name of Reflect.getMetadataKeys(handler) as string[])
      Reflect.defineMetadata(name, Reflect.getMetadata(name, handler), guarded);
    descriptor.value = guarded;
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    EventPattern(pattern, JETSTREAM, { contract })(target, key, descriptor);
  };
}
