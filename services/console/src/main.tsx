import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/app';
import { keepOnDevice } from './app/updates';
import { startAppearance } from './app/appearance';
import { startLanguage } from './i18n';
import 'leaflet/dist/leaflet.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/controls.css';
import './styles/content.css';
import './styles/pages.css';
import './styles/desks.css';
import './styles/follow.css';
import './styles/print.css';

async function start(): Promise<void> {
  startAppearance();
  await startLanguage();
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <BrowserRouter>
      <App />
    </BrowserRouter>,
  );
  if (import.meta.env.PROD) keepOnDevice();
}

void start();
