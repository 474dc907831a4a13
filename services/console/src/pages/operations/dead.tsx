import { useState } from 'react';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AnswerOf } from '../../api/routes';
import { useAsk, useWish } from '../../api/use';
import { Button } from '../../components/button';
import { ChooseOne } from '../../components/choices';
import { Dialog } from '../../components/dialog';
import { Page } from '../../components/page';
import { Asked, Done, Empty, Failed } from '../../components/states';
import { AsOf, Moment } from '../../components/time';
import './operations.css';

type Letter = AnswerOf<'listDeadLetters'>['letters'][number];
const reasons = ['handledByHand', 'duplicate', 'obsolete', 'forged', 'test'] as const;
type Reason = (typeof reasons)[number];

/** Opzijgelegd: messages that could not be handled. What they say is not for operators; where they came from and why is. */
export default function Dead() {
  const { t } = useTranslation();
  const letters = useAsk('listDeadLetters', {}, { freshMs: 2_000 });
  const [done, setDone] = useState<string>();
  return (
    <Page title={t('operations.dead.title')} wide>
      <p className="quiet">{t('operations.dead.explained')}</p>
      {done && <Done key={done}>{done}</Done>}
      <Asked query={letters}>
        {({ letters: found, waiting, asOf }) => (
          <>
            <AsOf at={asOf} />
            {found.length === 0 && <Empty title={t('operations.dead.emptyTitle')} text={t('operations.dead.emptyText')} />}
            {waiting > found.length && <p>{t('operations.dead.more', { count: waiting - found.length })}</p>}
            <ul className="cards">
              {found.map((letter) => (
                <LetterCard key={letter.number} letter={letter} onDone={setDone} />
              ))}
            </ul>
          </>
        )}
      </Asked>
    </Page>
  );
}

/** The list is asked again first, and this letter's card has left it by then: the mutation's own callbacks would not be heard. */
const tellWhenDone = (wish: Promise<unknown>, tell: () => void): void => void wish.then(tell, () => undefined);

function LetterCard({ letter, onDone }: { letter: Letter; onDone: (sentence: string) => void }) {
  const { t } = useTranslation();
  const [dropping, setDropping] = useState(false);
  const replay = useWish('replayDeadLetter', ['listDeadLetters']);
  const { number, service, message, reason, traceId, replayable } = letter;
  const again = () =>
    tellWhenDone(replay.mutateAsync({ request: { number } }), () => onDone(t('operations.dead.replayed', { number, service })));
  return (
    <li className="card letter" data-number={number}>
      <h2 className="card-title">
        {message ?? t('operations.dead.unknown')} → {service} <span className="code">#{number}</span>
      </h2>
      <p className="card-line">
        <span className="chip">{t(`operations.dead.kind.${reason.kind}`)}</span> {reason.code && <code>{reason.code}</code>}
        {t('operations.dead.at')} <Moment at={letter.at} /> · {t('operations.dead.deliveries', { count: letter.deliveries })} ·{' '}
        {letter.stream} {letter.sequence}
      </p>
      {reason.violations && reason.violations.length > 0 && (
        <p className="card-line">
          {t('operations.dead.violations')}{' '}
          {reason.violations.map(({ path, rule }) => (
            <code key={`${path} ${rule}`}>
              {path} {rule}
            </code>
          ))}
        </p>
      )}
      {replay.error && <Failed problem={replay.error} />}
      <div className="card-foot">
        {replayable && (
          <Button look="main" icon={<RotateCcw aria-hidden />} onPress={again} isDisabled={replay.isPending}>
            {t('operations.dead.replay')}
          </Button>
        )}
        <Button look="quiet" icon={<Trash2 aria-hidden />} onPress={() => setDropping(true)}>
          {t('operations.dead.drop')}
        </Button>
        {traceId && <Link to={`/operaties/sporen/${traceId}`}>{t('operations.dead.trace')}</Link>}
      </div>
      <DropDialog letter={letter} open={dropping} onClose={() => setDropping(false)} onDone={onDone} />
    </li>
  );
}

interface DropProps {
  letter: Letter;
  open: boolean;
  onClose: () => void;
  onDone: (sentence: string) => void;
}
/** There is no way back from this one, so it asks: why. */
function DropDialog({ letter: { number }, open, onClose, onDone }: DropProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Reason>();
  const drop = useWish('dropDeadLetter', ['listDeadLetters']);
  const send = () => {
    if (!reason) return;
    tellWhenDone(drop.mutateAsync({ request: { number, reason } }), () => {
      onClose();
      onDone(t('operations.dead.dropped', { number }));
    });
  };
  return (
    <Dialog title={t('operations.dead.dropTitle', { number })} open={open} onClose={onClose}>
      <p>{t('operations.dead.dropText')}</p>
      <ChooseOne
        label={t('operations.dead.why')}
        options={reasons}
        value={reason}
        onChange={setReason}
        text={(one) => t(`operations.dead.reason.${one}`)}
      />
      {drop.error && <Failed problem={drop.error} />}
      <div className="card-foot">
        <Button look="main" onPress={send} isDisabled={!reason || drop.isPending}>
          {t('operations.dead.dropNow')}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
