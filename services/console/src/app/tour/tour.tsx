import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../components/button';
import { DeviceStore } from '../../drafts/device-store';
import { homeOf } from '../places';
import { usePerson, useSession } from '../session';
import { stepsOf, type Step } from './steps';

/** Asks for the tour again, from wherever one is (the account menu). */
export const startTour = (): boolean => dispatchEvent(new Event('spil-tour'));

/** At demo data, for who is here for the first time: three minutes past one's own places. Skipped or done, it is remembered. */
export function Tour() {
  const { roles, personId } = usePerson();
  const { config } = useSession();
  const [store] = useState(() => new DeviceStore<'done'>('tour', personId));
  const [at, setAt] = useState<number | 'offered' | 'over'>(() => (config?.demo && store.read() === undefined ? 'offered' : 'over'));
  const steps = stepsOf(roles);
  useEffect(() => {
    const again = () => setAt(0);
    addEventListener('spil-tour', again);
    return () => removeEventListener('spil-tour', again);
  }, []);
  const leave = () => {
    store.write('done');
    setAt('over');
  };
  if (at === 'over') return null;
  // Who has no page yet has nothing to be shown.
  if (homeOf(roles) === undefined) return null;
  if (at === 'offered') return <Offer onStart={() => setAt(0)} onSkip={leave} />;
  const step = steps[at];
  if (!step) return null;
  const next = () => (at + 1 < steps.length ? setAt(at + 1) : leave());
  return <Stop key={at} step={step} at={at} of={steps.length} onNext={next} onBack={() => setAt(Math.max(0, at - 1))} onLeave={leave} />;
}

function Offer({ onStart, onSkip }: { onStart: () => void; onSkip: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="notice tour offer" aria-label={t('tour.title')}>
      <p>{t('tour.offer')}</p>
      <div className="row">
        <Button onPress={onStart}>{t('tour.start')}</Button>
        <Button look="quiet" onPress={onSkip}>
          {t('tour.skip')}
        </Button>
      </div>
    </section>
  );
}

interface StopProps {
  step: Step;
  at: number;
  of: number;
  onNext: () => void;
  onBack: () => void;
  onLeave: () => void;
}

/** One stop: goes to the place, marks what it speaks of, and says it in two sentences. Nothing is covered. */
function Stop({ step, at, of, onNext, onBack, onLeave }: StopProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(() => {
    if (step.path) void navigate(step.path);
    const marked = document.querySelector(step.marks);
    marked?.classList.add('tour-marked');
    return () => marked?.classList.remove('tour-marked');
  }, [step]);
  return (
    <section className="notice tour running" aria-label={t('tour.title')}>
      <p role="status">
        <strong>{t('tour.progress', { at: at + 1, of })}</strong> {t(`tour.stop.${step.id}`)}
      </p>
      <div className="row">
        <Button look="main" onPress={onNext} autoFocus>
          {at + 1 < of ? t('tour.next') : t('tour.done')}
        </Button>
        {at > 0 && <Button onPress={onBack}>{t('tour.back')}</Button>}
        <Button look="quiet" onPress={onLeave}>
          {t('tour.skip')}
        </Button>
      </div>
    </section>
  );
}
