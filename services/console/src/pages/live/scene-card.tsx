import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { Printer, Siren } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { useFrames } from '../../app/feed';
import { Button } from '../../components/button';
import { Asked } from '../../components/states';
import { Age, AsOf } from '../../components/time';
import { useNature } from './call-card';
import type { Call } from './frames';
import { SceneLine } from './scene-line';

type Scene = AnswerOf<'readSceneCard'>;

/** What a crew should know before it arrives. It appears by itself, grows when something new is shared nearby, and prints on one page. */
export function SceneCard({ callId, call, why }: { callId: string; call?: Call; why: 'sent' | 'new' | 'chosen' }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const scene = useAsk('readSceneCard', { callId }, { freshMs: 30_000 });
  const renew = () => void queries.invalidateQueries({ queryKey: ['readSceneCard', { callId }] });
  useFrames(['briefing'], renew);
  // The call itself stands right above what is chosen.
  const chosen = why === 'chosen' && call !== undefined;
  return (
    <section
      className={`scene-card${call?.urgency === 'urgent' ? ' urgent' : ''}`}
      aria-label={chosen ? `${t('scene.title')} · ${call.number}` : t('scene.title')}
    >
      <div className="scene-head">
        <div className={chosen ? 'print-only' : ''}>
          <p className="scene-why">{t(`scene.shown.${why}`)}</p>
          <CallHead call={call} scene={scene.data} />
        </div>
        {chosen && <h3>{t('scene.known')}</h3>}
        <Button look="quiet" className="no-print" icon={<Printer aria-hidden />} onPress={() => print()}>
          {t('scene.print')}
        </Button>
      </div>
      <Asked query={scene} rows={2}>
        {(data) => <Lines scene={data} headed={chosen} />}
      </Asked>
    </section>
  );
}

function CallHead({ call, scene }: { call?: Call; scene?: Scene }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  if (!call) {
    return (
      <>
        <h2>{t('scene.title')}</h2>
        {scene && <p className="card-line">{[wijkName(scene.wijkId), scene.number].join(' · ')}</p>}
      </>
    );
  }
  return (
    <>
      <CallTitle call={call} />
      <p className="scene-place">{[call.address, wijkName(call.wijkId)].filter(Boolean).join(' · ')}</p>
      {call.summary && <p className="text">{call.summary}</p>}
      <p className="card-line">
        {call.number} · <Age at={call.registeredAt} exact />
      </p>
    </>
  );
}

function CallTitle({ call }: { call: Call }) {
  const { t } = useTranslation();
  const nature = useNature();
  return (
    <h2>
      {nature(call.nature)}
      {call.urgency === 'urgent' && (
        <span className="chip danger">
          <Siren aria-hidden />
          {t('live.urgent')}
        </span>
      )}
    </h2>
  );
}

function Lines({ scene, headed }: { scene: Scene; headed: boolean }) {
  const { t } = useTranslation();
  const { radiusMetres, itemDays } = scene.looked;
  const looked = t('scene.looked', { metres: radiusMetres, days: itemDays });
  return (
    <>
      {!headed && <h3>{t('scene.known')}</h3>}
      {scene.lines.length === 0 && <p>{t('scene.nothing')}</p>}
      <ul className="scene-lines" aria-live="polite">
        {scene.lines.map((line) => (
          <SceneLine key={line.kind === 'item' ? line.itemId : line.kind === 'call' ? line.number : line.pointId} line={line} />
        ))}
      </ul>
      <p className="hint">{looked}</p>
      <AsOf at={scene.asOf} />
    </>
  );
}
