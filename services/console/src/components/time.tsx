import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ageOf, exactTime, fullTime, momentOf, shortTime } from '../i18n/time';

/** The time now, in ms, renewed every half minute so that ages stay true. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How old, with the exact moment on hover and for screen readers. */
export function Age({ at, exact = false }: { at: string; exact?: boolean }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const age = ageOf(at, now);
  const words = age.unit === 'now' ? t('when.now') : t(`when.${age.unit}`, { count: age.count });
  const full = fullTime(at, i18n.language);
  return (
    <time dateTime={at} title={full}>
      <span aria-hidden>
        {words}
        {exact && ` · ${shortTime(at, i18n.language, now)}`}
      </span>
      <span className="sr-only">{`${words}, ${full}`}</span>
    </time>
  );
}

/** A moment: time of day for today, with the weekday before that. */
export function Moment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={fullTime(at, i18n.language)}>
      {shortTime(at, i18n.language, useNow())}
    </time>
  );
}

/** A moment to the second, with its date whatever the day: for accounts that are kept. */
export function ExactMoment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return <time dateTime={at}>{exactTime(at, i18n.language)}</time>;
}

/** "Stand van 14:02" on everything that is not live; of another day with that day, so that old never looks fresh. */
export function AsOf({ at }: { at: string | number }) {
  const { t, i18n } = useTranslation();
  const { time, today } = momentOf(at, i18n.language, useNow());
  return <p className="as-of">{t(today ? 'app.asOf' : 'app.asOfDay', { time })}</p>;
}
