import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import {
  BellRing,
  CalendarCheck,
  CalendarClock,
  ClipboardList,
  FileSearch,
  Gauge,
  Handshake,
  Inbox,
  Leaf,
  MailX,
  Map as MapIcon,
  MessageCircleQuestion,
  MessageCircle,
  NotebookPen,
  PhoneCall,
  Radio,
  Route,
  Rss,
  UsersRound,
  Waves,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { useZoneName } from '../api/wijken';
import { callbackPath } from '../auth/config';
import { Button } from '../components/button';
import { useOnline } from './online';
import { Tour } from './tour/tour';
import { UpdateNotice } from './update-notice';
import { AccountMenu } from './account-menu';
import { ConnectionChip } from './connection-chip';
import { navigationOf, type PlaceId } from './places';
import { SearchButton } from './search/search-button';
import { usePerson, useSession } from './session';

const icons: Record<PlaceId, LucideIcon> = {
  today: CalendarCheck,
  plan: Route,
  street: NotebookPen,
  contact: MessageCircle,
  live: Radio,
  dispatch: PhoneCall,
  inbox: Inbox,
  environmentInbox: Inbox,
  following: Rss,
  notes: ClipboardList,
  mediation: Handshake,
  environment: Leaf,
  wijken: MapIcon,
  assignments: UsersRound,
  operations: Gauge,
  traces: Waypoints,
  flow: Waves,
  dead: MailX,
  alarms: BellRing,
  contacts: MessageCircleQuestion,
  reachability: CalendarClock,
  reads: FileSearch,
};

/** Rail on the left of a desktop, bar at the bottom of a phone; connection and account always in sight. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const section = pathname.split('/')[1];
  const before = useRef<string>(undefined);
  useEffect(() => {
    // From one place to another the reader starts at its top. Arriving is no such move: nobody was anywhere yet. Who is being
    // shown around keeps the button to the next stop.
    const shownAround = Boolean(document.activeElement?.closest('.tour'));
    if (before.current && before.current !== callbackPath.slice(1) && !shownAround) main.current?.focus();
    before.current = section;
    scrollTo(0, 0);
  }, [section]);
  return (
    <div className="shell">
      <a className="skip" href="#inhoud">
        {t('app.skip')}
      </a>
      <header className="top">
        <Brand />
        <div className="top-side">
          <ConnectionChip />
          <SearchButton />
          <AccountMenu />
        </div>
      </header>
      <Places />
      <main id="inhoud" ref={main} tabIndex={-1}>
        <Tour />
        <UpdateNotice />
        <ExpiredNotice />
        {children}
      </main>
    </div>
  );
}

function Brand() {
  const { t } = useTranslation();
  const { config } = useSession();
  const { zone } = usePerson();
  const zoneName = useZoneName(zone);
  return (
    <div className="brand">
      <img src="/icon.svg" alt="" width="28" height="28" />
      <span className="brand-name">{t('app.name')}</span>
      <span className="brand-zone">{t('app.zone', { zone: zoneName })}</span>
      {config?.demo && (
        <span className="brand-demo chip" title={t('app.demo')}>
          <span className="long">{t('app.demo')}</span>
          <span className="short">{t('app.demoShort')}</span>
        </span>
      )}
    </div>
  );
}

function Places() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const { pathname } = useLocation();
  const places = navigationOf(roles);
  // The longest address that fits: "wat ik volg" lies under the inbox.
  const current = [...places]
    .sort((a, b) => b.path.length - a.path.length)
    .find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  if (places.length === 0) return null;
  return (
    <nav className="places" aria-label={t('app.pages')}>
      {places.map((place) => {
        const Icon = icons[place.id];
        return (
          <NavLink
            key={place.id}
            to={place.path}
            className={place === current ? 'place current' : 'place'}
            aria-current={place === current ? 'page' : undefined}
          >
            <Icon aria-hidden />
            <span>{t(`nav.${place.id}`)}</span>
          </NavLink>
        );
      })}
    </nav>
  );
}

/** Nothing typed is lost when a session ends: the page stays, signing in again is one press, once there is network. */
function ExpiredNotice() {
  const { t } = useTranslation();
  const { expired, signIn } = useSession();
  const online = useOnline();
  if (!expired) return null;
  return (
    <div className="notice attention" role="alert">
      <p>{online ? t('welcome.expired') : t('welcome.offline')}</p>
      {online && (
        <Button look="main" onPress={signIn}>
          {t('welcome.signInAgain')}
        </Button>
      )}
    </div>
  );
}
