import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { History, MapPin, MessageSquareText, ShieldAlert } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { Explained } from '../../components/explained';
import { HandlingChip, Reliability, RuleName, Withheld } from '../../components/item';
import { Rating } from '../../components/rating';
import { Age } from '../../components/time';
import { useNature } from './call-card';

type Line = AnswerOf<'readSceneCard'>['lines'][number];
type Of<K extends Line['kind']> = Extract<Line, { kind: K }>;

/** One line: the sentence first, then how old, how sure, how far, and why one sees it. */
export function SceneLine({ line }: { line: Line }) {
  if (line.kind === 'item') return <ItemLine line={line} />;
  return line.kind === 'call' ? <EarlierCall line={line} /> : <PointLine line={line} />;
}

function ItemLine({ line }: { line: Of<'item'> }) {
  const { t } = useTranslation();
  const said = line.headline ?? (line.safetyLine ? undefined : t(`word.theme.${line.theme}`));
  return (
    <Row icon={line.safetyLine ? <ShieldAlert aria-hidden /> : <MessageSquareText aria-hidden />} danger={line.safetyLine !== undefined}>
      {line.safetyLine && <p className="scene-said danger">{line.safetyLine}</p>}
      {said && <p className="scene-said">{said}</p>}
      <p className="card-line">
        {line.placeDescription && `${line.placeDescription} · `}
        <Age at={line.observedAt} exact /> · <Reliability evaluation={line.evaluation} />
      </p>
      <Withheld parts={line.withheld} />
      <div className="card-foot">
        <HandlingChip handling={line.handling} />
        <Why line={line} />
      </div>
      {line.rateable && (
        <div className="no-print">
          <Rating itemId={line.itemId} />
        </div>
      )}
    </Row>
  );
}

function EarlierCall({ line }: { line: Of<'call'> }) {
  const { t } = useTranslation();
  const nature = useNature();
  return (
    <Row icon={<History aria-hidden />}>
      <p className="scene-said">{t('scene.earlier', { nature: nature(line.nature) })}</p>
      <p className="card-line">
        {line.number} · <Age at={line.registeredAt} exact />
      </p>
      <Why line={line} />
    </Row>
  );
}

function PointLine({ line }: { line: Of<'point'> }) {
  const { t } = useTranslation();
  return (
    <Row icon={<MapPin aria-hidden />} danger={line.safetyLine !== undefined}>
      {line.safetyLine && <p className="scene-said danger">{line.safetyLine}</p>}
      <p className="scene-said">{t('scene.point', { label: line.label })}</p>
      <p className="card-line">
        {t('scene.verified')} <Age at={line.verifiedAt} exact />
      </p>
      <Why line={line} />
    </Row>
  );
}

function Row({ icon, danger, children }: { icon: ReactNode; danger?: boolean; children: ReactNode }) {
  return (
    <li className={danger ? 'scene-line danger' : 'scene-line'}>
      {icon}
      <div>{children}</div>
    </li>
  );
}

/** "Waarom zie ik dit?": the rule in words, and how near it is. */
function Why({ line: { rule, distanceMetres } }: { line: Line }) {
  const { t, i18n } = useTranslation();
  const words = i18n.exists(`scene.rules.${rule}`) ? t(`scene.rules.${rule}` as 'scene.rules.earlier-call') : undefined;
  return (
    <Explained
      className="link"
      explanation={
        <>
          {words && <p>{words}</p>}
          <p>{distanceMetres === 0 ? t('scene.here') : t('scene.distance', { metres: distanceMetres })}</p>
          <RuleName rule={rule} />
        </>
      }
    >
      {t('live.why')}
    </Explained>
  );
}
