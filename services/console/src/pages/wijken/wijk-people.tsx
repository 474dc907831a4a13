import { useTranslation } from 'react-i18next';
import { Mail, Phone } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';

export type Wijk = AnswerOf<'readNeighbourhood'>;

/** Who answers for a wijk now, and when and how residents reach them. */
export function WijkPeople({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  const { answering, reachability } = wijk;
  return (
    <>
      <dl className="facts">
        <Contact title={t('wijken.inspector')} contact={wijk.inspector} />
        <Contact title={t('wijken.deputy')} contact={wijk.deputy} />
      </dl>
      {answering && (
        <p>
          <span className={`chip unit ${reachability?.reachableNow ? 'available' : ''}`}>
            {t(reachability?.reachableNow ? 'reach.now' : 'reach.notNow')}
          </span>{' '}
          {t(answering.standsIn ? 'contacts.standsIn' : 'contacts.answers', { name: answering.displayName })}
        </p>
      )}
      {reachability && reachability.hours.length > 0 && <Hours hours={reachability.hours} />}
    </>
  );
}

function Contact({ title, contact }: { title: string; contact: Wijk['inspector'] }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {contact?.displayName ?? t('wijken.unassigned')}
        {contact?.phone && (
          <a className="contact" href={`tel:${contact.phone}`} aria-label={t('wijken.phone', { phone: contact.phone })}>
            <Phone aria-hidden /> {contact.phone}
          </a>
        )}
        {contact?.email && (
          <a className="contact" href={`mailto:${contact.email}`}>
            <Mail aria-hidden /> {contact.email}
          </a>
        )}
      </dd>
    </div>
  );
}

function Hours({ hours }: { hours: NonNullable<Wijk['reachability']>['hours'] }) {
  const { i18n } = useTranslation();
  // Monday 5 January 2026: only the name of the day is shown.
  const name = (day: number) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day));
  const sorted = [...hours].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from));
  return <p className="card-line">{sorted.map(({ day, from, to }) => `${name(day)} ${from}–${to}`).join(' · ')}</p>;
}
