import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { figures, type Figure, type FigureId } from '@spil/charts';
import { Asked } from '../../../components/states';
import { useFigures } from '../api/use-telemetry';
import { shown } from './format';

const groups: readonly { name: 'promise' | 'threats' | 'rest'; ids: readonly FigureId[] }[] = [
  { name: 'promise', ids: ['notes', 'delivered', 'p50', 'p95', 'p99'] },
  { name: 'threats', ids: ['oldestInOutbox', 'oldestInStream', 'deadLetters', 'database'] },
  { name: 'rest', ids: ['refused', 'feeds', 'lostSpans'] },
];
const slowest = '/operaties/sporen?service=gateway&operation=POST+%2Fv1%2Fnotes&sort=slowest';
const places: Partial<Record<FigureId, string>> = {
  p50: slowest,
  p95: slowest,
  p99: slowest,
  oldestInOutbox: '/operaties/stromen',
  oldestInStream: '/operaties/stromen',
  deadLetters: '/operaties/opzij',
  feeds: '/operaties/stromen',
};

/** Is the promise kept? In figures, each a door to where one sees why. */
export function Tiles() {
  const { t } = useTranslation();
  const found = useFigures();
  return (
    <Asked query={found}>
      {(values) =>
        groups.map(({ name, ids }) => (
          <section key={name} aria-label={t(`operations.group.${name}`)} className="tile-group">
            <h2>{t(`operations.group.${name}`)}</h2>
            <ul className="tiles">
              {ids.map((id) => (
                <Tile key={id} id={id} value={values[id]} />
              ))}
            </ul>
          </section>
        ))
      }
    </Asked>
  );
}

function Tile({ id, value }: { id: FigureId; value: number | undefined }) {
  const { t, i18n } = useTranslation();
  const { unit, good }: Figure = figures[id];
  const judged = good !== undefined && value !== undefined;
  const fine = judged && value <= good;
  const place = places[id];
  const name = t(`operations.figure.${id}`);
  return (
    <li className={judged && !fine ? 'tile attention' : 'tile'}>
      <span className="tile-name">{place ? <Link to={place}>{name}</Link> : name}</span>
      <span className="tile-value">{shown(value, unit, i18n.language)}</span>
      {judged && (
        <span className="tile-state">
          {fine ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
          {t(fine ? 'operations.fine' : 'operations.look')}
        </span>
      )}
    </li>
  );
}
