import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/use';
import { useWijkName } from '../api/wijken';
import { usePerson } from '../app/session';
import { Page } from '../components/page';
import { Asked, Empty } from '../components/states';
import { Age, AsOf } from '../components/time';
import { ZoneMap } from '../components/zone-map';
import { NuisanceForm } from './nuisance-form';

/** Milieu: report a nuisance; the environment service sees them all. */
export default function Environment() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const reads = roles.includes('environment-officer');
  return (
    <Page title={t('environment.title')} wide={reads}>
      <div className={reads ? 'two-columns' : ''}>
        {reads && <NuisanceList />}
        <NuisanceForm />
      </div>
    </Page>
  );
}

export function useNuisanceCategory(): (category: string) => string {
  const { t, i18n } = useTranslation();
  return (category) => (i18n.exists(`word.nuisance.${category}`) ? t(`word.nuisance.${category}` as 'word.nuisance.other') : category);
}

function NuisanceList() {
  const { t } = useTranslation();
  const list = useAsk('listNuisances', { limit: 50 });
  const wijkName = useWijkName();
  const category = useNuisanceCategory();
  return (
    <section aria-label={t('environment.list')}>
      <h2>{t('environment.list')}</h2>
      <Asked query={list}>
        {({ nuisances, asOf }) => (
          <>
            <AsOf at={asOf} />
            <ZoneMap
              className="small"
              marks={nuisances.map((one) => ({ id: one.nuisanceId, point: one.point, kind: 'nuisance', label: category(one.category) }))}
            />
            {nuisances.length === 0 && <Empty title={t('environment.emptyTitle')} text={t('environment.emptyText')} />}
            <ul className="cards">
              {nuisances.map((one) => (
                <li key={one.nuisanceId} className="card">
                  <h3>
                    {category(one.category)} <span className="code">{one.number}</span>
                  </h3>
                  <p className="card-line">
                    {wijkName(one.wijkId)} · {t(`word.polluter.${one.polluterType}`)} · <Age at={one.reportedAt} exact />
                  </p>
                  <p className="text">{one.description}</p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
    </section>
  );
}
