import { useTranslation } from 'react-i18next';
import { useNature } from '../live/call-card';
import type { Wijk } from './wijk-people';

/** The wijk in figures, and which service gave how much of them. */
export function WijkFigures({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  const nature = useNature();
  return (
    <>
      <h3>{t('wijken.counts')}</h3>
      <p>
        {t('wijken.notes', { count: wijk.noteCount })} · {t('wijken.nuisanceCount', { count: wijk.nuisanceCount })}
      </p>
      <h4>{t('picture.calls', { count: wijk.calls.days })}</h4>
      {wijk.calls.byNature.length === 0 ? (
        <p>{t('picture.noCalls')}</p>
      ) : (
        <ul className="counts">
          {wijk.calls.byNature.map((one) => (
            <li key={one.nature}>
              {t('app.labelled', { label: nature(one.nature) })}
              <strong>{one.count}</strong>
            </li>
          ))}
        </ul>
      )}
      <h4>{t('wijken.mediation')}</h4>
      {wijk.mediationRequests.length === 0 ? (
        <p>{t('wijken.noMediation')}</p>
      ) : (
        <ul className="counts">
          {wijk.mediationRequests.map(({ origin, count }) => (
            <li key={origin}>
              {t('app.labelled', { label: t(`word.origin.${origin}`) })}
              <strong>{count}</strong>
            </li>
          ))}
        </ul>
      )}
      <h4>{t('picture.sources')}</h4>
      <ul className="counts sources">
        {wijk.sources.map(({ service, count }) => (
          <li key={service}>
            {t('app.labelled', { label: t(`picture.source.${service}`) })}
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}
