import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageSquare, PhoneOff } from 'lucide-react';
import { useWish } from '../../../api/use';
import { Button } from '../../../components/button';
import { Done, Failed, useFieldErrors } from '../../../components/states';
import { Moment, useNow } from '../../../components/time';
import { momentOf } from '../../../i18n/time';
import type { Call } from '../frames';
import { inMinutes, noticeOf, type KeptAnswer } from './drafts';
import { NoticeFields } from './notice-fields';
import type { Ahead } from './promise';
import { useFocusFirst } from './use-focus';
import { whenTaken } from './when-taken';

interface Props {
  call: Call;
  kept: KeptAnswer;
  /** Decided a moment ago: said, and the hand is brought here. */
  fresh: boolean;
  onAgain: () => void;
  /** What the server said to a step taken here. */
  onAnswer: (answer: Ahead) => void;
}

/** How a call is answered, what the caller heard, and what can still change: the expectation, the decision, its end. */
export function Answered({ call, kept, fresh, onAgain, onAnswer }: Props) {
  const { t } = useTranslation();
  const [informing, setInforming] = useState(false);
  const close = useWish('closeCall', ['listCalls', 'listPromises']);
  const open = call.closedAt === undefined;
  const told = (notice: NonNullable<Ahead['told']>) => {
    onAnswer({ told: notice });
    setInforming(false);
  };
  const onClose = () => whenTaken(close.mutateAsync({ request: { callId: call.callId } }), ({ closedAt }) => onAnswer({ closedAt }));
  return (
    <div className="answer-step">
      {fresh ? (
        <Done key={String(call.decision?.decidedAt)}>
          <Decided call={call} />
        </Done>
      ) : (
        <Decided call={call} />
      )}
      <Told call={call} />
      {open && informing && <InformForm call={call} kept={kept} onTold={told} />}
      {open && !informing && (
        <div className="row">
          <Button icon={<MessageSquare aria-hidden />} onPress={() => setInforming(true)}>
            {t('answer.inform')}
          </Button>
          <Button onPress={onAgain}>{t('answer.again')}</Button>
          <Button icon={<PhoneOff aria-hidden />} isDisabled={close.isPending} onPress={() => void onClose()}>
            {t('answer.close')}
          </Button>
        </div>
      )}
      {close.isError && <Failed problem={close.error} />}
    </div>
  );
}

function Decided({ call: { decision, closedAt } }: { call: Call }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (!decision) return null;
  const { response, deviates } = decision;
  const decided = momentOf(decision.decidedAt, i18n.language, now);
  const closed = closedAt && momentOf(closedAt, i18n.language, now);
  return (
    <p className="strong">
      {[
        t(decided.today ? 'answer.decided' : 'answer.decidedDay', { response: t(`word.response.${response}`), time: decided.time }),
        ...(deviates ? [t('answer.deviates')] : []),
        ...(closed ? [t(closed.today ? 'answer.closed' : 'answer.closedDay', { time: closed.time })] : []),
      ].join(' ')}
    </p>
  );
}

/** Everything the caller was told, the last word first. */
function Told({ call: { notices = [] } }: { call: Call }) {
  const { t } = useTranslation();
  if (notices.length === 0) return <p className="hint">{t('answer.notTold')}</p>;
  return (
    <ul className="told">
      {notices.map(({ motive, words, expectedAt, issuedAt }, index) => (
        <li key={issuedAt} className={index === 0 ? undefined : 'hint'}>
          {t('answer.promised', { motive: words ?? t(`word.motive.${motive}`) })} <Moment at={expectedAt} />
          <span className="hint">
            {' · '}
            {t('answer.told')} <Moment at={issuedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

interface InformProps {
  call: Call;
  kept: KeptAnswer;
  onTold: (notice: NonNullable<Ahead['told']>) => void;
}

/** X1: another expectation, said to the caller and noted. */
function InformForm({ call, kept: { draft, change, renew }, onTold }: InformProps) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const inform = useWish('informCaller', ['listCalls', 'listPromises']);
  const errors = useFieldErrors(inform.error);
  const box = useFocusFirst<HTMLFormElement>(true);
  const [anHour] = useState(() => inMinutes(60, Date.now()));
  const filled = { until: anHour, ...draft };
  const { motive, expectedAt, words } = noticeOf(filled);
  const missing = (given: unknown) => (tried && given === undefined ? t('problem.field.required') : undefined);
  const fields = Object.entries({ motive: errors['motive'] ?? missing(motive), expectedAt: errors['expectedAt'] ?? missing(expectedAt) });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!motive || !expectedAt) return;
    const request = { callId: call.callId, motive, expectedAt, ...(words ? { words } : {}) };
    void whenTaken(inform.mutateAsync({ request }), ({ notice }) => {
      renew();
      onTold(notice);
    });
  };
  return (
    <form ref={box} className="answer-step" onSubmit={onSubmit} noValidate>
      <NoticeFields
        draft={filled}
        change={change}
        errors={Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== undefined))}
      />
      <Button type="submit" look="main" isDisabled={inform.isPending}>
        {t('answer.informNow')}
      </Button>
      {inform.isError && <Failed problem={inform.error} />}
    </form>
  );
}
