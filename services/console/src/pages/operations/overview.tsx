import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../components/page';
import { Asked } from '../../components/states';
import { Age } from '../../components/time';
import type { AlertRule } from './api/prom';
import { useAlertRules } from './api/use-telemetry';
import { aboutOf, placeOfAlert, useAlertWords } from './parts/alert-words';
import { Chart } from './parts/chart';
import { RangeChoice, useRange } from './parts/range';
import { Grid } from './parts/grid';
import { Tiles } from './parts/tiles';
import './operations.css';

/** Technisch overzicht: is the promise kept, and if not, where is it broken. */
export default function Overview() {
  const { t } = useTranslation();
  const { seconds } = useRange();
  return (
    <Page title={t('operations.title')} wide side={<RangeChoice />}>
      <AlarmStrip />
      <Tiles />
      <div className="charts">
        <Chart id="promise" seconds={seconds} />
        <Chart id="notes" seconds={seconds} />
        <Chart id="waiting" seconds={seconds} />
        <Chart id="database" seconds={seconds} />
        <Chart id="refused" seconds={seconds} />
        <Chart id="promiseByZone" seconds={seconds} />
      </div>
      <section>
        <h2>{t('operations.perService')}</h2>
        <Grid id="service" link={({ service_name: service = '' }) => `/operaties/sporen?service=${service}&sort=slowest`} />
      </section>
      <section>
        <h2>{t('operations.perZone')}</h2>
        <Grid id="zone" />
      </section>
    </Page>
  );
}

/** What fires now, each one click from its failing hop. */
function AlarmStrip() {
  const { t } = useTranslation();
  const rules = useAlertRules();
  return (
    <section aria-label={t('operations.alarms')} aria-live="polite">
      <Asked query={rules} rows={1}>
        {(found) => <Firing rules={found.filter(({ state }) => state === 'firing')} known={found.length > 0} />}
      </Asked>
    </section>
  );
}

function Firing({ rules, known }: { rules: AlertRule[]; known: boolean }) {
  const { t } = useTranslation();
  const { says } = useAlertWords();
  if (rules.length === 0) {
    return (
      <p className="all-quiet">
        <CircleCheck aria-hidden /> {t(known ? 'operations.quiet' : 'operations.noRules')}
      </p>
    );
  }
  return (
    <ul className="alarms">
      {rules.map(({ name, alerts }) => (
        <li key={name} className="notice attention alarm" data-alert={name}>
          <TriangleAlert aria-hidden />
          <div className="alarm-words">
            <strong>{says(name)}</strong>
            <ul className="alarm-places">
              {alerts
                .filter(({ state }) => state === 'firing')
                .map(({ labels, activeAt }) => (
                  <li key={aboutOf(labels)}>
                    <Link to={placeOfAlert(name, labels)} className="alarm-link">
                      {aboutOf(labels) || t('operations.open')}
                    </Link>{' '}
                    <Age at={activeAt} />
                  </li>
                ))}
            </ul>
          </div>
          <Link to={`/operaties/alarmen?alarm=${name}`} className="alarm-runbook">
            {t('operations.runbook')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
