import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../api/routes';
import { useAsk } from '../api/use';
import { useWijkName } from '../api/wijken';
import { usePerson } from '../app/session';
import { ChooseOne } from '../components/choices';
import { Page } from '../components/page';
import { Asked, Empty } from '../components/states';
import { Age, AsOf } from '../components/time';
import { ZoneMap } from '../components/zone-map';
import { polluterTypes } from '../words/vocabulary';
import { NuisanceForm } from './nuisance-form';
import { PointForm } from './point-form';
import { SensitivePoints } from './sensitive-points';

/** Milieu: report a nuisance, look at sensitive points again; the environment service sees and keeps them all. */
export default function Environment() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const officer = roles.includes('environment-officer');
  const watches = officer || roles.includes('inspector') || roles.includes('team-chief');
  return (
    <Page title={t('environment.title')} wide={watches}>
      <div className={watches ? 'two-columns' : ''}>
        {watches && (
          <div className="stack">
            {officer && <NuisanceList />}
            <SensitivePoints />
          </div>
        )}
        <div className="stack">
          <NuisanceForm />
          {officer && <PointForm />}
        </div>
      </div>
    </Page>
  );
}

/** The word for a kind of nuisance; one that only a newer version knows is something else. */
export function useNuisanceCategory(): (category: string) => string {
  const { t, i18n } = useTranslation();
  return (category) =>
    i18n.exists(`word.nuisance.${category}`) ? t(`word.nuisance.${category}` as 'word.nuisance.other') : t('word.nuisance.other');
}

const polluters = ['everybody', ...polluterTypes] as const;

function NuisanceList() {
  const { t } = useTranslation();
  const list = useAsk('listNuisances', { limit: 50 });
  const [polluter, setPolluter] = useState<(typeof polluters)[number]>('everybody');
  const [selected, setSelected] = useState<string>();
  const category = useNuisanceCategory();
  return (
    <section aria-label={t('environment.list')}>
      <h2>{t('environment.list')}</h2>
      <ChooseOne
        hideLabel
        label={t('environment.polluter')}
        options={polluters}
        text={(one) => (one === 'everybody' ? t('environment.everybody') : t(`word.polluter.${one}`))}
        value={polluter}
        onChange={setPolluter}
      />
      <Asked query={list}>
        {({ nuisances, asOf }) => {
          const shown = nuisances.filter((one) => polluter === 'everybody' || one.polluterType === polluter);
          return (
            <>
              <AsOf at={asOf} />
              <ZoneMap
                className="small"
                of={t('environment.title')}
                marks={shown.map((one) => ({ id: one.nuisanceId, point: one.point, kind: 'nuisance', label: category(one.category) }))}
                selectedId={selected}
                onSelect={setSelected}
              />
              {shown.length === 0 && <Empty title={t('environment.emptyTitle')} text={t('environment.emptyText')} />}
              <ul className="cards">
                {shown.map((one) => (
                  <NuisanceCard key={one.nuisanceId} one={one} />
                ))}
              </ul>
            </>
          );
        }}
      </Asked>
    </section>
  );
}

function NuisanceCard({ one }: { one: AnswerOf<'listNuisances'>['nuisances'][number] }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  const category = useNuisanceCategory();
  return (
    <li className="card">
      <h3>
        {category(one.category)} <span className="code">{one.number}</span>
      </h3>
      <p className="card-line">
        {wijkName(one.wijkId)} · {t(`word.polluter.${one.polluterType}`)} · <Age at={one.reportedAt} exact />
      </p>
      <p className="text">{one.description}</p>
    </li>
  );
}
