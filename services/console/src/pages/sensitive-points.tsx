import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmClock } from 'lucide-react';
import type { AnswerOf } from '../api/routes';
import { useAsk, useWish } from '../api/use';
import { useWijkName } from '../api/wijken';
import { Button } from '../components/button';
import { SafetyLine } from '../components/item';
import { Asked, Empty, Failed } from '../components/states';
import { Age, AsOf, Moment, useNow } from '../components/time';
import { ZoneMap } from '../components/zone-map';

type Point = AnswerOf<'listSensitivePoints'>['points'][number];

/** E10: places that are watched, the one that waits longest for a look first; the map says the same. */
export function SensitivePoints() {
  const { t } = useTranslation();
  const list = useAsk('listSensitivePoints', {});
  const [selected, setSelected] = useState<string>();
  return (
    <section aria-label={t('points.title')}>
      <h2>{t('points.title')}</h2>
      <Asked query={list}>
        {({ points, asOf }) => (
          <>
            <AsOf at={asOf} />
            <ZoneMap
              className="small"
              of={t('points.title')}
              marks={points.map((one) => ({ id: one.pointId, point: one.point, kind: 'nuisance', label: one.label }))}
              selectedId={selected}
              onSelect={setSelected}
            />
            {points.length === 0 && <Empty title={t('points.emptyTitle')} text={t('points.emptyText')} />}
            <ul className="cards">
              {points.map((point) => (
                <PointCard key={point.pointId} point={point} selected={point.pointId === selected} />
              ))}
            </ul>
          </>
        )}
      </Asked>
    </section>
  );
}

function PointCard({ point, selected }: { point: Point; selected: boolean }) {
  const { t } = useTranslation();
  const wijk = useWijkName()(point.wijkId);
  const verify = useWish('verifySensitivePoint', ['listSensitivePoints', 'readNeighbourhood']);
  const look = (stillThere: boolean) => verify.mutate({ request: { pointId: point.pointId, stillThere } });
  return (
    <li className={selected ? 'card selected' : 'card'}>
      <h3>
        {point.label}
        <Due verifyBy={point.verifyBy} />
      </h3>
      {point.safetyLine && <SafetyLine text={point.safetyLine} />}
      <p className="card-line">
        {t(`points.category.${point.category}`)} · {wijk}
      </p>
      <p className="card-line">
        {t('points.verified')} <Age at={point.verifiedAt} exact /> · {t('points.verifyBy')} <Moment at={point.verifyBy} />
      </p>
      <div className="row no-print">
        <Button onPress={() => look(true)} isDisabled={verify.isPending}>
          {t('points.stillThere')}
        </Button>
        <Button look="quiet" onPress={() => look(false)} isDisabled={verify.isPending}>
          {t('points.gone')}
        </Button>
      </div>
      {verify.isError && <Failed problem={verify.error} />}
    </li>
  );
}

/** A word beside the colour when a look is overdue. */
export function Due({ verifyBy }: { verifyBy: string }) {
  const { t } = useTranslation();
  if (useNow() <= Date.parse(verifyBy)) return null;
  return (
    <span className="chip attention">
      <AlarmClock aria-hidden />
      {t('points.due')}
    </span>
  );
}
