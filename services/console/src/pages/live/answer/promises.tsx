import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { AlarmClock, TriangleAlert } from 'lucide-react';
import type { AnswerOf } from '../../../api/routes';
import { askedAnew, useAsk } from '../../../api/use';
import { useWijkName } from '../../../api/wijken';
import { askAgainUnderWay } from '../../../app/ask-again';
import { useFrames } from '../../../app/feed';
import { Asked } from '../../../components/states';
import { Moment, useNow } from '../../../components/time';
import { useNature } from '../call-card';
import type { Call } from '../frames';
import { decidedElsewhere, dueOf } from './promise';

type Calls = AnswerOf<'listCalls'>;

/** Promises that stand, kept current by what the dispatch room decides, on whatever screen. */
export function usePromises() {
  const queries = useQueryClient();
  useFrames(['call-decision'], ({ data }) => {
    queries.setQueriesData<Calls>({ queryKey: ['listCalls'] }, (old) => old && { ...old, calls: decidedElsewhere(old.calls, data) });
    void queries.invalidateQueries({ queryKey: ['listPromises'] });
    void askAgainUnderWay(queries, 'listCalls', 'listPromises');
  });
  return useAsk('listPromises', {}, askedAnew);
}

interface Props {
  promises: ReturnType<typeof usePromises>;
  selected?: string;
  onSelect: (callId: string) => void;
  /** What lies under a promise whose call is on no other list. */
  detail: (call: Call) => ReactNode;
}

/** X1: who was told to wait, and until when. The first to come due stands first; near and past say so in words. What cannot be asked again stays, with its age. */
export function PromiseSection({ promises, ...list }: Props) {
  const { t } = useTranslation();
  // Nobody waits, or nothing is known yet: no heading over nothing.
  if (!promises.isError && !promises.data?.calls.length) return null;
  return (
    <section aria-label={t('answer.promises')}>
      <h2>{t('answer.promises')}</h2>
      <Asked query={promises}>{({ calls }) => <PromiseList calls={calls} {...list} />}</Asked>
    </section>
  );
}

function PromiseList({ calls, selected, onSelect, detail }: Omit<Props, 'promises'> & { calls: readonly Call[] }) {
  if (calls.length === 0) return null;
  return (
    <ul className="units promises">
      {calls.map((call) => (
        <PromiseRow key={call.callId} call={call} onSelect={() => onSelect(call.callId)}>
          {call.callId === selected && detail(call)}
        </PromiseRow>
      ))}
    </ul>
  );
}

function PromiseRow({ call, onSelect, children }: { call: Call; onSelect: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const nature = useNature();
  const wijkName = useWijkName();
  const due = dueOf(call, useNow());
  const [promise] = call.notices ?? [];
  if (!promise) return null;
  return (
    <li className={due === 'past' ? 'alert' : due === 'near' ? 'warn' : undefined}>
      <button type="button" className="plain-link strong" onClick={onSelect}>
        {`${nature(call.nature)}, ${call.address ?? wijkName(call.wijkId)}`}
      </button>
      {due !== 'open' && (
        <span className="chip attention">
          {due === 'past' ? <TriangleAlert aria-hidden /> : <AlarmClock aria-hidden />}
          {t(`answer.${due}`)}
        </span>
      )}
      <span className="hint">
        {t('answer.due')} <Moment at={promise.expectedAt} /> · {call.number}
      </span>
      {children}
    </li>
  );
}
