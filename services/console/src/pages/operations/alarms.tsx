import { BellRing, CircleCheck, Hourglass, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { Age } from '../../components/time';
import type { AlertRule } from './api/prom';
import { useAlertRules } from './api/use-telemetry';
import { aboutOf, placeOfAlert, useAlertWords } from './parts/alert-words';
import { Runbook } from './parts/runbook';
import './operations.css';

const icons: Record<AlertRule['state'], LucideIcon> = { firing: BellRing, pending: Hourglass, inactive: CircleCheck };

/** Alarmen: what fires, what is about to, and what to do, side by side. */
export default function Alarms() {
  const { t } = useTranslation();
  const rules = useAlertRules();
  const [params] = useSearchParams();
  const chosen = params.get('alarm');
  return (
    <Page title={t('operations.alarms')} wide>
      <Asked query={rules}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t('operations.noRules')} />
          ) : (
            <div className="two-columns">
              <ul className="cards" aria-label={t('operations.alarms')}>
                {found.map((rule) => (
                  <RuleCard key={rule.name} rule={rule} chosen={rule.name === (chosen ?? found[0]?.name)} />
                ))}
              </ul>
              <section aria-label={t('operations.runbook')} className="card">
                <Runbook alert={chosen ?? found[0]?.name ?? ''} />
              </section>
            </div>
          )
        }
      </Asked>
    </Page>
  );
}

function RuleCard({ rule: { name, state, alerts, severity }, chosen }: { rule: AlertRule; chosen: boolean }) {
  const { t } = useTranslation();
  const { says, first } = useAlertWords();
  const Icon = icons[state];
  return (
    <li className={`card rule ${state}${chosen ? ' chosen' : ''}`} data-alert={name} data-state={state}>
      <h2 className="card-title">
        <Icon aria-hidden />{' '}
        <Link to={`?alarm=${name}`} aria-current={chosen || undefined}>
          {says(name)}
        </Link>
      </h2>
      <p className="card-line">
        <span className="chip">{t(`operations.state.${state}`)}</span>{' '}
        {severity && <span className="chip">{t(severity === 'page' ? 'operations.page' : 'operations.ticket')}</span>}
      </p>
      {state !== 'inactive' && <p>{first(name)}</p>}
      {alerts.length > 0 && (
        <ul>
          {alerts.map(({ labels, activeAt, state: now }) => (
            <li key={aboutOf(labels)}>
              <Link to={placeOfAlert(name, labels)}>{aboutOf(labels) || t('operations.open')}</Link> · {t(`operations.state.${now}`)} ·{' '}
              <Age at={activeAt} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
