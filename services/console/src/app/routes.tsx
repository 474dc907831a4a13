import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { callbackPath } from '../auth/config';
import { needWords, type Later } from '../i18n';
import { Loading } from '../components/states';
import { Missing, NoPlace } from '../pages/missing';
import { Broken } from './broken';
import { homeOf, placesOf, type PlaceId } from './places';
import { usePerson } from './session';

/** A page for few, with the words only they need. */
const withWords = async <T,>(parts: readonly Later[], page: Promise<T>): Promise<T> => {
  await Promise.all(parts.map(needWords));
  return page;
};

const Today = lazy(() => import('../pages/today/today'));
const Plan = lazy(() => withWords(['plan', 'duty'], import('../pages/plan/plan')));
const Street = lazy(() => import('../pages/street/street'));
const Contact = lazy(() => import('../pages/street/contact'));
const MyNotes = lazy(() => import('../pages/notes/my-notes'));
const Live = lazy(() => import('../pages/live/live'));
const Dispatch = lazy(() => import('../pages/live/dispatch'));
const Inbox = lazy(() => import('../pages/inbox/inbox'));
const Following = lazy(() => import('../pages/inbox/following'));
const Mediation = lazy(() => import('../pages/mediation'));
const Environment = lazy(() => withWords(['picture'], import('../pages/environment')));
const Wijken = lazy(() => withWords(['picture', 'duty'], import('../pages/wijken/wijken')));
const Operations = lazy(() => withWords(['operations'], import('../pages/operations/overview')));
const Traces = lazy(() => withWords(['operations'], import('../pages/operations/traces')));
const Flow = lazy(() => withWords(['operations'], import('../pages/operations/flow')));
const Dead = lazy(() => withWords(['operations'], import('../pages/operations/dead')));
const Alarms = lazy(() => withWords(['operations'], import('../pages/operations/alarms')));
const Assignments = lazy(() => withWords(['duty'], import('../pages/assignments/parts')));
const Contacts = lazy(() => withWords(['resident', 'duty'], import('../pages/contacts/contacts')));
const Reachability = lazy(() => withWords(['duty'], import('../pages/contacts/reachability')));
const Reads = lazy(() => withWords(['reads'], import('../pages/reads/reads')));

const pageOf: Record<PlaceId, { path: string; element: ReactNode }> = {
  today: { path: '/vandaag', element: <Today /> },
  plan: { path: '/morgen', element: <Plan /> },
  street: { path: '/straat', element: <Street /> },
  contact: { path: '/straat/contact', element: <Contact /> },
  notes: { path: '/mijn-meldingen/:noteId?', element: <MyNotes /> },
  live: { path: '/live', element: <Live /> },
  dispatch: { path: '/live', element: <Dispatch /> },
  inbox: { path: '/opsporing/:itemId?', element: <Inbox /> },
  environmentInbox: { path: '/opsporing/:itemId?', element: <Inbox /> },
  following: { path: '/opsporing/volgen', element: <Following /> },
  mediation: { path: '/bemiddeling', element: <Mediation /> },
  environment: { path: '/milieu', element: <Environment /> },
  wijken: { path: '/wijken/:wijkId?', element: <Wijken /> },
  operations: { path: '/operaties', element: <Operations /> },
  traces: { path: '/operaties/sporen/:traceId?', element: <Traces /> },
  flow: { path: '/operaties/stromen', element: <Flow /> },
  dead: { path: '/operaties/opzij', element: <Dead /> },
  alarms: { path: '/operaties/alarmen', element: <Alarms /> },
  assignments: { path: '/toewijzingen/:part?', element: <Assignments /> },
  contacts: { path: '/contacten', element: <Contacts /> },
  reachability: { path: '/bereikbaarheid', element: <Reachability /> },
  reads: { path: '/inzage/:recordId?', element: <Reads /> },
};

/** Only the pages of this person's roles have an address; every other one does not exist. */
export function Places() {
  const { roles } = usePerson();
  const { pathname } = useLocation();
  const home = homeOf(roles);
  if (!home) return <NoPlace />;
  return (
    <Broken key={pathname.split('/')[1]} inShell>
      <Suspense fallback={<Loading rows={5} />}>
        <Routes>
          {placesOf(roles).map(({ id }) => (
            <Route key={id} path={pageOf[id].path} element={pageOf[id].element} />
          ))}
          <Route path={callbackPath} element={<Loading rows={5} />} />
          <Route path="/" element={<Navigate to={home} replace />} />
          <Route path="*" element={<Missing home={home} />} />
        </Routes>
      </Suspense>
    </Broken>
  );
}
