import type { ServiceName, Sealed } from '@spil/contracts';
import type { Position, Wijk } from '@spil/geo';

/** Our own copy of the wijken. */
export interface Wijken {
  wijkAt(zone: string, point: Position): Promise<Wijk | undefined>;
}

/** Seals content for named services; `about` binds it to the record it belongs to. */
export interface Seal {
  seal(content: unknown, audiences: ServiceName[], about: string): Sealed;
  open<T>(sealed: Sealed, about: string): T;
}
