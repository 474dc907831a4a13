import type { ReadLine } from '@spil/audit';
import type { Identity } from '@spil/identity';
import type { FrameReadLog } from '../use-cases/follow-feed/ports';

/** The part of the read log that is used: resolves when the lines are durable. */
export interface Lines {
  record(lines: readonly ReadLine[]): Promise<void>;
}

const about = (who: Identity) => ({
  actor: who.sub,
  zone: who.zone,
  processingActivity: 'urn:spil:processing:live-feed',
  legalBasis: 'wpa-44-1',
});

/** Reading a frame as a line of the read log: who, which record, by which rule, for which feed. */
export const frameReadLog = (lines: Lines): FrameReadLog => ({
  record: ({ who, frame, rule, decision }) =>
    lines.record([
      {
        ...about(who),
        name: 'deliver-frame',
        subject: frame.record.id,
        subjectType: frame.record.type,
        recordCategory: frame.kind,
        rule,
        decision,
        reason: `live-feed:${frame.audience}`,
      },
    ]),
});

/** A position that was forged or is somebody else's: a line of its own, so that it is found (F30). */
export const forgedPosition = (lines: Lines, who: Identity, reason: string): Promise<void> =>
  lines.record([
    {
      ...about(who),
      name: 'resume-feed',
      subject: who.sub,
      subjectType: 'reader',
      recordCategory: 'feed-position',
      rule: `cursor-${reason}`,
      decision: 'denied',
      reason: 'live-feed',
      statusCode: 'error',
    },
  ]);
