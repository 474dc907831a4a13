import { lazy, Suspense, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { AnnouncerProvider } from './announcer';
import { Broken } from './broken';
import { FeedProvider } from './feed';
import { QueueProvider } from './queue';
import { Places } from './routes';
import { SessionProvider, useSession } from './session';
import { Shell } from './shell';
import { Landing } from '../pages/landing';

const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // A question that was refused stays refused; only what may pass is asked again.
        retry: (failures, error) => failures < 2 && error instanceof Problem && error.passing,
        networkMode: 'always',
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always' },
    },
  });

export function App() {
  const [queries] = useState(createQueries);
  return (
    <Broken>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <AnnouncerProvider>
            <SignedInOrNot />
          </AnnouncerProvider>
        </SessionProvider>
      </QueryClientProvider>
    </Broken>
  );
}

// The name of the page stands here and nowhere else: in what is built for people neither page nor address exists.
const Gallery = import.meta.env?.DEV ? lazy(() => import('../pages/gallery/gallery')) : undefined;

function SignedInOrNot() {
  const { person } = useSession();
  if (Gallery && location.pathname === '/galerij')
    return (
      <Suspense>
        <Gallery />
      </Suspense>
    );
  if (!person) return <Landing />;
  return (
    <FeedProvider key={person.personId}>
      <QueueProvider>
        <Shell>
          <Places />
        </Shell>
      </QueueProvider>
    </FeedProvider>
  );
}
