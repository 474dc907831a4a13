import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Clock } from 'lucide-react';
import { useWijkName } from '../../api/wijken';
import { dayName } from '../../i18n/time';
import type { Proposal } from './plan';

type Proposed = Proposal['wijken'][number];

/** One wijk of the sheet: who answers there, when it mostly happens, each reason in a sentence with what it weighs. */
export function WijkCard({ proposed, lookBackDays }: { proposed: Proposed; lookBackDays: number }) {
  const { t, i18n } = useTranslation();
  const name = useWijkName();
  const { wijkId, points, reasons, daypart, lastSeen, answering } = proposed;
  return (
    <li className="card plan-card">
      <div className="plan-head">
        <h3>
          <Link to={`/wijken/${wijkId}`}>{name(wijkId)}</Link>
        </h3>
        <span className="chip">{t('plan.points', { count: points })}</span>
      </div>
      <p className="card-line">
        {answering
          ? t(answering.standsIn ? 'contacts.standsIn' : 'contacts.answers', { name: answering.displayName })
          : t('contacts.nobody')}
      </p>
      {daypart && (
        <p className="plan-when">
          <Clock aria-hidden /> {t(`plan.daypart.${daypart}`)}
        </p>
      )}
      <ul className="plan-reasons">
        {reasons.map((one) => (
          <li key={one.reason}>
            <Reason {...one} never={one.reason === 'notSeen' && lastSeen === undefined && one.count >= lookBackDays} />
            <span className="plan-points" title={t('plan.points', { count: one.points })}>
              {`+${one.points}`}
            </span>
          </li>
        ))}
      </ul>
      {lastSeen && <p className="card-line">{t('plan.lastSeen', { day: dayName(`${lastSeen}T12:00:00Z`, i18n.language) })}</p>}
    </li>
  );
}

function Reason({ reason, count, asked, never }: Proposed['reasons'][number] & { never: boolean }) {
  const { t } = useTranslation();
  return <span>{never ? t('plan.never', { count }) : t(`plan.reason.${reason}`, { count, asked })}</span>;
}
