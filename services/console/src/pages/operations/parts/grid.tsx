import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { tables, type ColumnId, type Table, type TableId } from '@spil/charts';
import { Asked, Empty } from '../../../components/states';
import type { Labels } from '../api/prom';
import { useTable, type TableRow } from '../api/use-telemetry';
import { shown } from './format';

interface Props {
  id: TableId;
  /** Where the first cell of a row leads. */
  link?: (labels: Labels) => string;
  /** Rows to point at: those whose labels are all among these words. */
  marked?: readonly string[];
}

/** A table of the shared definition: what is slow, and where. */
export function Grid(props: Props) {
  const { t } = useTranslation();
  const found = useTable(props.id);
  return (
    <Asked query={found}>
      {(rows) => (rows.length === 0 ? <Empty title={t('operations.noData')} /> : <Rows {...props} rows={rows} />)}
    </Asked>
  );
}

function Rows({ id, link, marked = [], rows }: Props & { rows: TableRow[] }) {
  const { t, i18n } = useTranslation();
  const { by, columns }: Table = tables[id];
  const title = t(`operations.table.${id}`);
  const isMarked = ({ labels }: TableRow): boolean => marked.length > 0 && marked.every((word) => by.some((name) => labels[name] === word));
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption className="sr-only">{title}</caption>
        <Head by={by} columns={Object.keys(columns)} />
        <tbody>
          {rows.map((row) => (
            <tr
              key={by.map((name) => row.labels[name]).join(' ')}
              className={isMarked(row) ? 'marked' : ''}
              aria-current={isMarked(row) || undefined}
            >
              {by.map((name, at) => {
                const text = row.labels[name] ?? '–';
                return at === 0 ? (
                  <th scope="row" key={name}>
                    {link ? <Link to={link(row.labels)}>{text}</Link> : text}
                  </th>
                ) : (
                  <td key={name}>{text}</td>
                );
              })}
              {Object.entries(columns).map(([name, { unit }]) => (
                <td key={name} className="figure">
                  {shown(row.values[name], unit, i18n.language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ by, columns }: { by: readonly string[]; columns: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {by.map((name) => (
          <th scope="col" key={name}>
            {t(`operations.label.${name}` as 'operations.label.zone')}
          </th>
        ))}
        {columns.map((name) => (
          <th scope="col" key={name} className="figure">
            {t(`operations.column.${name as ColumnId}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
