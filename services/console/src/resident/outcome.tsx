import { useTranslation } from 'react-i18next';
import { AlarmClock, CircleCheck, Hourglass } from 'lucide-react';
import { heldDayName } from '../i18n/time';
import type { Followed } from './ask-followed';

/** Where the question stands, in one glance and one sentence. */
export function Outcome({ followed }: { followed: Followed }) {
  const { t, i18n } = useTranslation();
  const received = heldDayName(followed.receivedAt, i18n.language);
  return (
    <>
      <p className="resident-about">
        {t('resident.received', { day: received })}
        {'\u00a0· '}
        <span className="strong">{followed.wijkName}</span>
      </p>
      {followed.status === 'answered' ? <Answered followed={followed} /> : <Waiting followed={followed} />}
    </>
  );
}

/** "Ina antwoordt u ten laatste op donderdag 3 december": who, and by when; late is said to be late. */
function Waiting({ followed: { overdue, answering, dueAt } }: { followed: Followed }) {
  const { t, i18n } = useTranslation();
  const state = overdue ? 'late' : 'open';
  const parts = { name: answering?.displayName ?? '', day: heldDayName(dueAt, i18n.language) };
  const who = answering ? (answering.standsIn ? 'standsIn' : 'by') : 'nobody';
  const Icon = overdue ? AlarmClock : Hourglass;
  return (
    <section className={overdue ? 'state attention' : 'state'}>
      <h2 className="state-title">
        <Icon aria-hidden />
        {t(`resident.${state}.title`)}
      </h2>
      <p className="state-sentence">{t(`resident.${state}.${who}`, parts)}</p>
      {overdue && <p>{answering ? t('resident.lateDo') : t('resident.lateCall')}</p>}
    </section>
  );
}

function Answered({ followed: { answer, answering, answeredAt } }: { followed: Followed }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="state good">
      <h2 className="state-title">
        <CircleCheck aria-hidden />
        {t('resident.answered.title')}
      </h2>
      {answeredAt && <p>{t('resident.answered.on', { day: heldDayName(answeredAt, i18n.language) })}</p>}
      {answer !== undefined && <blockquote className="state-answer">{answer}</blockquote>}
      {answer === undefined && <p>{t('resident.answered.elsewhere')}</p>}
      {answer === undefined && <p>{answering ? t('resident.answered.ask', { name: answering.displayName }) : t('resident.lateCall')}</p>}
    </section>
  );
}
