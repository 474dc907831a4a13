import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MessageCircle, NotebookPen } from 'lucide-react';
import { useMe } from '../../api/me';
import { useWijkName } from '../../api/wijken';
import { navigationOf, placesOf } from '../../app/places';
import { usePerson } from '../../app/session';
import { Page } from '../../components/page';
import { useNow } from '../../components/time';
import { dayName } from '../../i18n/time';
import { QueueList } from '../street/queue-list';
import { EndingAssignments } from './ending-assignments';
import { Feelings } from './feelings';
import { NotesOfToday } from './notes-of-today';

/** Vandaag: what waits for me, what became of what I told, my wijken. Capture is one tap away. */
export default function Today() {
  const { t, i18n } = useTranslation();
  const { roles } = usePerson();
  return (
    <Page title={t('today.title')} side={<p className="hint">{dayName(useNow(), i18n.language)}</p>}>
      <div className="today-first">
        <Link className="button main big" to="/straat">
          <NotebookPen aria-hidden /> <span>{t('today.note')}</span>
        </Link>
        <Link className="button plain big" to="/straat/contact">
          <MessageCircle aria-hidden /> <span>{t('contact.start')}</span>
        </Link>
      </div>
      <QueueList />
      <NotesOfToday />
      {roles.includes('team-chief') && <EndingAssignments />}
      {roles.includes('team-chief') && <Feelings />}
      <MyWijken />
      <Also />
    </Page>
  );
}

function MyWijken() {
  const { t } = useTranslation();
  const name = useWijkName();
  const { roles } = usePerson();
  const { data: me } = useMe();
  // Not yet known is not none: nothing is said until then.
  if (!me) return null;
  const wijkIds = [...new Set(me.assignments.flatMap((one) => one.wijkIds ?? []))];
  // A team chief has the wijken of everybody and none of their own.
  if (wijkIds.length === 0 && !roles.includes('inspector')) return null;
  return (
    <section className="part" aria-label={t('today.wijken')}>
      <h2>{t('today.wijken')}</h2>
      {wijkIds.length === 0 ? (
        <p className="hint">{t('today.wijkenNone')}</p>
      ) : (
        <p className="row">
          {wijkIds.map((wijkId) => (
            <Link key={wijkId} className="button plain" to={`/wijken/${wijkId}`}>
              {name(wijkId)}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

/** Places that did not fit in the navigation. */
function Also() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const shown = new Set(navigationOf(roles).map(({ id }) => id));
  const rest = placesOf(roles).filter(({ id }) => !shown.has(id) && id !== 'contact');
  if (rest.length === 0) return null;
  return (
    <section className="part" aria-label={t('today.also')}>
      <h2>{t('today.also')}</h2>
      <p className="row">
        {rest.map(({ id, path }) => (
          <Link key={id} className="button plain" to={path}>
            {t(`nav.${id}`)}
          </Link>
        ))}
      </p>
    </section>
  );
}
