import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { Loading } from '../../components/states';
import Assignments from './assignments';

const Inspectors = lazy(() => import('./inspectors'));
const Units = lazy(() => import('./units'));

const parts = [
  ['', 'people'],
  ['/wijkinspecteurs', 'inspectors'],
  ['/ploegen', 'units'],
] as const;

/** Toewijzingen: people, who answers for which wijk, which units are formed. One address each. */
export default function AssignmentParts() {
  const { t } = useTranslation();
  const { part } = useParams();
  return (
    <>
      <nav className="tabs" aria-label={t('duty.parts')}>
        {parts.map(([path, name]) => (
          <NavLink key={name} end to={`/toewijzingen${path}`} className="tab">
            {t(`duty.part.${name}`)}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<Loading rows={5} />}>
        {part === 'wijkinspecteurs' ? <Inspectors /> : part === 'ploegen' ? <Units /> : <Assignments />}
      </Suspense>
    </>
  );
}
