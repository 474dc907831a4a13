import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../app/session';
import { Page } from '../components/page';

/** Not found and not allowed look the same: what one may not know exists does not exist. */
export function Missing({ home }: { home: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('missing.title')}>
      <p>{t('missing.text')}</p>
      <Link className="button main" to={home}>
        {t('missing.home')}
      </Link>
    </Page>
  );
}

/** A role whose pages are not built yet. */
export function NoPlace() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const named = roles.map((role) => t(`word.role.${role}`)).join(', ');
  return (
    <Page title={t('welcome.nothingTitle')}>
      <p>{t('welcome.nothingText', { roles: named })}</p>
    </Page>
  );
}
