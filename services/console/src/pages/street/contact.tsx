import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Frown, Meh, Smile, type LucideIcon } from 'lucide-react';
import { useMyAssignments } from '../../api/me';
import { Problem } from '../../api/problem';
import { useAsk } from '../../api/use';
import { useWijken } from '../../api/wijken';
import { useQueue } from '../../app/queue';
import { ChooseOne } from '../../components/choices';
import { SelectField } from '../../components/field';
import { Page } from '../../components/page';
import { Failed } from '../../components/states';
import { useGps, type Fix } from '../../components/use-gps';
import type { Arrived } from '../../drafts/queue';
import { dailyContactChannels, feelings, type Feeling } from '../../words/vocabulary';
import { QueueList } from './queue-list';

const faces: Record<Feeling, LucideIcon> = { safe: Smile, uneasy: Meh, unsafe: Frown };
type Channel = (typeof dailyContactChannels)[number];

/** A street contact in ten seconds (W77): the device knows where, one tap says how people feel. Nobody is named. */
export default function Contact() {
  const { t } = useTranslation();
  const [channel, setChannel] = useState<Channel>('street');
  const place = usePlace();
  const { told, problem, note, waitsFor } = useNoting(channel, place);
  const { data } = useAsk('readFeelings', {});
  return (
    <Page title={t('contact.title')} side={data && <p className="hint">{t('contact.today', { count: data.mine })}</p>}>
      <QueueList />
      <p className="hint">{t('contact.why')}</p>
      {told && (
        <p className="notice good" role="status">
          {told.arrived
            ? t('contact.done', { wijk: told.arrived.wijkName, feeling: t(`word.feeling.${told.feeling}`) })
            : t('contact.waits', { feeling: t(`word.feeling.${told.feeling}`) })}
        </p>
      )}
      {problem && <Failed problem={problem} />}
      <div className="faces" role="group" aria-label={t('contact.feeling')}>
        {feelings.map((feeling) => {
          const Face = faces[feeling];
          return (
            <button
              key={feeling}
              type="button"
              className={`face ${feeling}`}
              onClick={() => note(feeling)}
              aria-busy={waitsFor === feeling || undefined}
            >
              <Face aria-hidden />
              <span>{t(`word.feeling.${feeling}`)}</span>
            </button>
          );
        })}
      </div>
      <WhereItWas place={place} needed={waitsFor !== undefined} />
      <ChooseOne
        label={t('contact.channel')}
        options={dailyContactChannels}
        text={(one) => t(`word.dailyChannel.${one}`)}
        value={channel}
        onChange={setChannel}
      />
    </Page>
  );
}

type Known = { point: Fix['point'] } | { wijkId: string };
interface Place {
  known?: Known;
  state: 'idle' | 'asking' | 'failed';
  wijkId: string;
  choose(wijkId: string): void;
  /** The next contact is somewhere else. */
  again(): void;
}

/** Who walks is somewhere else after this long. */
const fixHoldsMs = 2 * 60_000;

/** Where I am now: asked at once, and anew after each contact, when the page is looked at again and when the answer is old. */
function useHere() {
  const { state, locate } = useGps();
  const [fix, setFix] = useState<Fix>();
  const turn = useRef(0);
  const latest = useRef(locate);
  const again = useCallback(async () => {
    const mine = (turn.current += 1);
    setFix(undefined);
    const found = await latest.current();
    if (mine === turn.current) setFix(found);
  }, []);
  useEffect(() => {
    const seen = () => document.visibilityState === 'visible' && void again();
    void again();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [again]);
  useEffect(() => {
    if (!fix) return;
    const old = setTimeout(() => void again(), fixHoldsMs);
    return () => clearTimeout(old);
  }, [fix, again]);
  return { fix, state, again };
}

/** Where I am; without that, the wijk I choose, my own first. */
function usePlace(): Place {
  const { fix, state, again } = useHere();
  const [wijkId, choose] = useState('');
  const known = wijkId ? { wijkId } : fix && { point: fix.point };
  return { known, state: fix ? 'idle' : state, wijkId, choose, again: () => void again() };
}

/** Keeps the contact on the device and sends it; a tap before the place is known waits for the place. */
function useNoting(channel: Channel, { known, again }: Place) {
  const queue = useQueue();
  const [waitsFor, setWaitsFor] = useState<Feeling>();
  const [told, setTold] = useState<{ feeling: Feeling; arrived?: Arrived }>();
  const [problem, setProblem] = useState<Problem>();
  const send = async (feeling: Feeling, place: Known) => {
    const at = new Date().toISOString();
    const request = { place, channel, feeling, at };
    setTold(undefined);
    setProblem(undefined);
    try {
      const outcome = await queue.send({ key: crypto.randomUUID(), kind: 'contact', request, queuedAt: at, state: 'waiting' });
      if (outcome.kind !== 'refused') setTold({ feeling, arrived: outcome.kind === 'arrived' ? outcome.note : undefined });
    } catch {
      setProblem(new Problem('not-kept', 0));
    }
  };
  useEffect(() => {
    if (!waitsFor || !known) return;
    setWaitsFor(undefined);
    void send(waitsFor, known);
    again();
  }, [waitsFor, known]);
  return { told, problem, waitsFor, note: setWaitsFor };
}

function WhereItWas({ place, needed }: { place: Place; needed: boolean }) {
  const { t } = useTranslation();
  const { data } = useWijken();
  const mine = new Set(useMyAssignments().flatMap((one) => one.wijkIds ?? []));
  const wijken = (data?.features ?? [])
    .map(({ id, properties }) => ({ id, name: properties.name }))
    .sort((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)) || a.name.localeCompare(b.name));
  if (place.state === 'asking' && !place.wijkId) return <p className="hint">{t('contact.locating')}</p>;
  if (place.state === 'idle' && !place.wijkId) return <p className="hint">{t('contact.here')}</p>;
  return (
    <SelectField
      label={t('contact.wijk')}
      options={['', ...wijken.map(({ id }) => id)]}
      text={(id) => wijken.find((one) => one.id === id)?.name ?? t('contact.wijkPick')}
      value={place.wijkId}
      error={needed ? t('contact.wijkPick') : undefined}
      onChoose={place.choose}
    />
  );
}
