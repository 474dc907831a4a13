import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';

interface Props {
  /** Inside the shell: that has the page's one `main`, and its places still lead elsewhere. */
  inShell?: boolean;
  children: ReactNode;
}

/** Catches a page that cannot be drawn; what was typed is on the device already. */
export class Broken extends Component<Props, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    if (!this.state.broken) return this.props.children;
    const notice = <BrokenNotice />;
    return this.props.inShell ? <div className="landing">{notice}</div> : <main className="landing">{notice}</main>;
  }
}

function BrokenNotice() {
  const { t } = useTranslation();
  return (
    <div className="landing-card" role="alert">
      <h1>{t('missing.brokenTitle')}</h1>
      <p>{t('missing.brokenText')}</p>
      <Button look="main" onPress={() => location.reload()}>
        {t('missing.reload')}
      </Button>
    </div>
  );
}
