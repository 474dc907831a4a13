import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AlarmClock } from 'lucide-react';
import { usePerson } from '../../app/session';
import { SafetyLine } from '../../components/item';
import { Age } from '../../components/time';
import { useNuisanceCategory } from '../environment';
import { Due } from '../sensitive-points';
import type { Wijk } from './wijk-people';

/** What is open in a wijk: residents who wait, places that are watched, nuisance that was reported. */
export function WijkOpen({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('picture.open')}</h3>
      <Waiting contacts={wijk.contacts} />
      <h4>{t('points.title')}</h4>
      {wijk.points.length === 0 && <p>{t('points.emptyTitle')}</p>}
      <ul className="cards">
        {wijk.points.map((point) => (
          <li key={point.pointId} className="card">
            <h4>
              {point.label}
              <Due verifyBy={point.verifyBy} />
            </h4>
            {point.safetyLine && <SafetyLine text={point.safetyLine} />}
            <p className="card-line">
              {t('points.verified')} <Age at={point.verifiedAt} exact />
            </p>
          </li>
        ))}
      </ul>
      <Nuisances wijk={wijk} />
    </>
  );
}

function Waiting({ contacts: { open, overdue } }: Pick<Wijk, 'contacts'>) {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const mayOpen = roles.includes('inspector') || roles.includes('team-chief');
  const words = t('picture.waiting', { count: open });
  if (open === 0) return <p>{t('contacts.empty.open')}.</p>;
  return (
    <p className="row">
      {mayOpen ? (
        <Link className="button plain" to="/contacten">
          {words}
        </Link>
      ) : (
        words
      )}
      {overdue > 0 && (
        <span className="chip attention">
          <AlarmClock aria-hidden />
          {t('picture.overdue', { count: overdue })}
        </span>
      )}
    </p>
  );
}

function Nuisances({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  const category = useNuisanceCategory();
  return (
    <>
      <h4>{t('wijken.nuisances')}</h4>
      {wijk.nuisances.length === 0 && <p>{t('wijken.noNuisances')}</p>}
      <ul className="cards">
        {wijk.nuisances.map((one) => (
          <li key={one.nuisanceId} className="card">
            <span className="strong">{category(one.category)}</span>{' '}
            <span className="card-line">
              {t(`word.polluter.${one.polluterType}`)} · <Age at={one.reportedAt} exact /> · {one.number}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
