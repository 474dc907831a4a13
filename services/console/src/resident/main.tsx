import { createRoot } from 'react-dom/client';
import { startAppearance } from '../app/appearance';
import { needWords, startLanguage } from '../i18n';
import { FollowPage } from './follow-page';
import '../styles/resident.css';

/*
 * What became of my question: a page of its own, so that a resident's phone carries nothing of the application of the police: no
 * sign-in, no live feed, nothing kept on the device.
 */
async function start(): Promise<void> {
  startAppearance();
  await startLanguage();
  await Promise.all([needWords('resident'), needWords('duty')]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<FollowPage />);
}

void start();
