import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Asked, Empty } from '../../../components/states';
import type { Call } from '../api/jaeger';
import { boxHeight, boxWidth, layoutOf, type Edge } from '../api/map-layout';
import { useCalls } from '../api/use-telemetry';

const hours = 24;

/** Who sends to whom, from what really happened. */
export function ServiceMap() {
  const { t } = useTranslation();
  const calls = useCalls(hours);
  return (
    <figure className="chart map-figure" aria-label={t('operations.map.title')}>
      <figcaption>{t('operations.map.title')}</figcaption>
      <Asked query={calls}>{(found) => (found.length === 0 ? <Empty title={t('operations.noData')} /> : <Drawn calls={found} />)}</Asked>
    </figure>
  );
}

function Drawn({ calls }: { calls: Call[] }) {
  const { t } = useTranslation();
  const { nodes, edges, width, height } = layoutOf(calls);
  return (
    <>
      <div className="wide-table" tabIndex={0} role="region" aria-label={t('operations.map.title')}>
        <svg className="service-map" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path d="M0 0 L8 4 L0 8 z" className="arrow" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <path
              key={`${edge.parent} ${edge.child}`}
              d={pathOf(edge)}
              className="edge"
              strokeWidth={1 + Math.log10(1 + edge.callCount)}
              markerEnd="url(#arrow)"
            >
              <title>{t('operations.map.calls', { parent: edge.parent, child: edge.child, count: edge.callCount })}</title>
            </path>
          ))}
          {nodes.map(({ name, x, y }) => (
            <Link key={name} to={`/operaties/sporen?service=${name}`} aria-label={t('operations.map.open', { name })}>
              <rect x={x} y={y} width={boxWidth} height={boxHeight} rx="8" className="node" />
              <text x={x + boxWidth / 2} y={y + boxHeight / 2 + 5} textAnchor="middle">
                {name}
              </text>
            </Link>
          ))}
        </svg>
      </div>
      <details className="as-table">
        <summary>{t('operations.asTable')}</summary>
        <ul>
          {calls.map(({ parent, child, callCount }) => (
            <li key={`${parent} ${child}`}>{t('operations.map.calls', { parent, child, count: callCount })}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** To the right as a curve; back as an arc above, so that there and back are two lines. */
function pathOf({ from, to }: Edge): string {
  const y1 = from.y + boxHeight / 2;
  const y2 = to.y + boxHeight / 2;
  if (to.x > from.x) {
    const [x1, x2] = [from.x + boxWidth, to.x];
    const middle = (x1 + x2) / 2;
    return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  }
  if (to.x === from.x)
    return `M${from.x + boxWidth} ${y1} C${from.x + boxWidth + 50} ${y1} ${from.x + boxWidth + 50} ${y2} ${from.x + boxWidth} ${y2}`;
  const [x1, x2] = [from.x + boxWidth / 2, to.x + boxWidth / 2];
  const above = Math.min(from.y, to.y) - 24;
  return `M${x1} ${from.y} C${x1} ${above} ${x2} ${above} ${x2} ${to.y}`;
}
