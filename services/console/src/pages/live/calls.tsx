import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askedAnew, useAsk } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { useAnnounce } from '../../app/announcer';
import { Asked } from '../../components/states';
import { mostKept } from '../../feed/live-list';
import { CallCard, useNature } from './call-card';
import { callOf, type Call } from './frames';
import { NewPill } from './new-pill';
import { useLiveList } from './use-live-list';

const callId = ({ callId: id }: Call): string => id;

/** Calls as a crew and a dispatcher see them arrive. */
export function useCalls() {
  const announce = useAnnounce();
  const { t } = useTranslation();
  const nature = useNature();
  const wijkName = useWijkName();
  const query = useAsk('listCalls', { limit: 50 }, askedAnew);
  const list = useLiveList<Call>({
    frame: 'call',
    answer: query.data && { rows: query.data.calls, asOf: query.data.asOf },
    refused: query.error?.refusing ?? false,
    idOf: callId,
    atOf: ({ registeredAt }) => registeredAt,
    from: callOf,
    onNew: (one) => announce(t('live.newCall', { nature: nature(one.nature), wijk: wijkName(one.wijkId) })),
  });
  return { query, list };
}

interface Props {
  calls: ReturnType<typeof useCalls>;
  selected?: string;
  onSelect: (id: string) => void;
  /** What lies under the chosen call. */
  detail: (call: Call) => ReactNode;
}

export function CallSection({ calls, selected, onSelect, detail }: Props) {
  const { t } = useTranslation();
  const nature = useNature();
  const { query, list } = calls;
  const newest = list.waiting[0];
  const urgent = list.waiting.some(({ urgency }) => urgency === 'urgent');
  return (
    <section aria-label={t('live.calls')}>
      <h2>{t('live.calls')}</h2>
      <NewPill
        count={list.waiting.length}
        most={mostKept}
        latest={newest && nature(newest.nature)}
        danger={urgent ? t('live.urgent') : undefined}
        onShow={list.reveal}
      />
      <Asked query={query} rows={2}>
        {() =>
          list.shown.length === 0 ? (
            <p className="hint">{t('live.noCalls')}</p>
          ) : (
            <ul className="cards">
              {list.shown.map((call) => (
                <li key={call.callId} id={`item-${call.callId}`}>
                  <CallCard call={call} selected={call.callId === selected} onSelect={onSelect} />
                  {call.callId === selected && detail(call)}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}
