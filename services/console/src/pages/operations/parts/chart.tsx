import { useTranslation } from 'react-i18next';
import { charts, type ChartId } from '@spil/charts';
import { Asked, Empty } from '../../../components/states';
import { useChart } from '../api/use-telemetry';
import type { Plotted } from '../api/prom';
import { preciseTime, shown } from './format';
import { Plot } from './plot';

/** Series beyond this are in the table only: more lines than colours tell nothing. */
const mostLines = 12;
const mostRows = 15;

/** One chart of the shared definition: plot, legend with the present values, and the same as a table. */
export function Chart({ id, seconds }: { id: ChartId; seconds: number }) {
  const { t } = useTranslation();
  const chart = useChart(id, seconds);
  const title = t(`operations.chart.${id}`);
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>{title}</figcaption>
      <Asked query={chart}>{(plotted) => <Drawn id={id} title={title} plotted={plotted} seconds={seconds} />}</Asked>
    </figure>
  );
}

function Drawn({ id, title, plotted, seconds }: { id: ChartId; title: string; plotted: Plotted; seconds: number }) {
  const { t, i18n } = useTranslation();
  const { unit } = charts[id];
  const text = (value: number | null | undefined) => shown(value, unit, i18n.language);
  if (plotted.series.length === 0) return <Empty title={t('operations.noData')} />;
  const lines = plotted.series.slice(0, mostLines);
  return (
    <>
      <Plot title={title} times={plotted.times} series={lines} text={text} covers={seconds} />
      <ul className="legend">
        {lines.map(({ label, values }, at) => (
          <li key={label}>
            <span className={`swatch s${(at % 6) + 1}`} aria-hidden />
            {label} <strong>{text(values.findLast((value) => value !== null))}</strong>
          </li>
        ))}
      </ul>
      <TableOf plotted={plotted} title={title} text={text} />
    </>
  );
}

/** Every plot has its table. */
function TableOf({ plotted, title, text }: { plotted: Plotted; title: string; text: (value: number | null | undefined) => string }) {
  const { t, i18n } = useTranslation();
  const every = Math.max(1, Math.ceil(plotted.times.length / mostRows));
  const rows = plotted.times.map((time, at) => ({ time, at })).filter(({ at }) => (plotted.times.length - 1 - at) % every === 0);
  return (
    <details className="as-table">
      <summary>{t('operations.asTable')}</summary>
      <div className="wide-table" tabIndex={0} role="region" aria-label={title}>
        <table>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('operations.time')}</th>
              {plotted.series.map(({ label }) => (
                <th scope="col" key={label}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.reverse().map(({ time, at }) => (
              <tr key={time}>
                <th scope="row">{preciseTime(time * 1000, i18n.language, Date.now())}</th>
                {plotted.series.map(({ label, values }) => (
                  <td key={label}>{text(values[at])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
