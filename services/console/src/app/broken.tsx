import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';

/** Catches a page that cannot be drawn; what was typed is on the device already. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <BrokenNotice /> : this.props.children;
  }
}

function BrokenNotice() {
  const { t } = useTranslation();
  return (
    <main className="landing">
      <div className="landing-card" role="alert">
        <h1>{t('missing.brokenTitle')}</h1>
        <p>{t('missing.brokenText')}</p>
        <Button look="main" onPress={() => location.reload()}>
          {t('missing.reload')}
        </Button>
      </div>
    </main>
  );
}
