import { useTranslation } from 'react-i18next';
import { useZoneName } from '../../../api/wijken';
import { usePerson } from '../../../app/session';
import { useNow } from '../../../components/time';
import { heldDayName } from '../../../i18n/time';
import type { Followable } from './follow-link';
import { Qr } from './qr';

/** A slip of paper for who asked: no number and no name but of who answers, so that it may be left on a table. Seen in print only. */
export function FollowSlip({ address, contact: { answering, dueAt } }: { address: string; contact: Followable }) {
  const { t, i18n } = useTranslation();
  const zone = useZoneName(usePerson().zone);
  const state = useNow() > Date.parse(dueAt) ? 'late' : 'open';
  const who = answering ? (answering.standsIn ? 'standsIn' : 'by') : 'nobody';
  return (
    <article className="follow-slip">
      <p>{t('follow.slip.police', { zone })}</p>
      <h1>{t('follow.slip.title')}</h1>
      <p className="slip-sentence">
        {t(`resident.${state}.${who}`, { name: answering?.displayName ?? '', day: heldDayName(dueAt, i18n.language) })}
      </p>
      <Qr text={address} label={t('follow.qr')} />
      <p>{t('follow.slip.scan')}</p>
      <p className="slip-address">{address.replace(/^https?:\/\//, '')}</p>
      <p>{t('resident.keep')}</p>
    </article>
  );
}
