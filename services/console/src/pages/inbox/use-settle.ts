import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { useWish } from '../../api/use';
import { useAnnounce } from '../../app/announcer';
import type { ReturnReason } from '../../words/vocabulary';
import { settleOne } from './settle-one';
import { useInboxChanges, type Entry, type Status } from './use-inbox';

interface Decision {
  send: () => Promise<unknown>;
  to: Status;
  said: string;
  then: () => void;
}

/** Accepting and returning; each says what happened and goes on to the next. */
export function useSettle() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changes = useInboxChanges();
  const accepting = useWish('acceptItem');
  const returning = useWish('returnItem');
  const underWay = useRef(new Set<string>());
  const [problem, setProblem] = useState<Problem>();
  const settle = ({ itemId }: Entry, { send, to, said, then }: Decision) =>
    void settleOne(itemId, {
      underWay: underWay.current,
      send,
      hear: {
        begun: () => setProblem(undefined),
        taken: () => {
          announce(said);
          then();
          changes.settled(itemId, to);
        },
        refused: setProblem,
        outdated: () => changes.outdated(itemId),
      },
    });
  return {
    isPending: accepting.isPending || returning.isPending,
    problem,
    accept: (entry: Entry, then: () => void) =>
      settle(entry, {
        send: () => accepting.mutateAsync({ request: { itemId: entry.itemId } }),
        ...{ to: 'accepted', said: t('inbox.accepted'), then },
      }),
    giveBack: (entry: Entry, reason: ReturnReason, { remark, then }: { remark?: string; then: () => void }) =>
      settle(entry, {
        send: () => returning.mutateAsync({ request: { itemId: entry.itemId, reason, remark } }),
        ...{ to: 'returned', said: t('inbox.returned', { reason: t(`word.reason.${reason}`) }), then },
      }),
  };
}
