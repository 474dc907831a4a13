import { useTranslation } from 'react-i18next';
import { Ban, Eye, EyeOff } from 'lucide-react';
import { RuleName } from '../../components/item';
import { ExactMoment } from '../../components/time';
import type { Line } from './lines';
import { useNames, useReadWords } from './read-words';

const columns = ['when', 'who', 'what', 'outcome', 'why'] as const;

/** A row for each read; a card for each on a phone. Roles are said, because a table drawn as cards is none to a screen reader. */
export function ReadTable({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <table className="reads-table" role="table">
      <caption className="sr-only">{t('reads.title')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`reads.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {lines.map((line) => (
          <ReadRow key={`${line.service} ${line.seq}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function ReadRow({ line }: { line: Line }) {
  const { t } = useTranslation();
  const words = useReadWords();
  const nameOf = useNames();
  const name = nameOf(line.actor);
  return (
    <tr role="row" data-service={line.service} data-decision={line.decision}>
      <td role="cell" className="reads-when">
        <ExactMoment at={line.at} />
      </td>
      <td role="cell">
        <span className="strong">{name}</span>
        {name !== line.actor && <span className="code">{line.actor}</span>}
      </td>
      <td role="cell">
        <span>{words.action(line)}</span>
        <span className="hint">{t(`reads.services.${line.service}`)}</span>
      </td>
      <td role="cell">
        <Outcome decision={line.decision} />
      </td>
      <td role="cell">
        <Why line={line} />
      </td>
    </tr>
  );
}

const icons = { shown: Eye, redacted: EyeOff, denied: Ban } as const;

function Outcome({ decision }: { decision: Line['decision'] }) {
  const { t } = useTranslation();
  const Icon = icons[decision];
  return (
    <span className={`chip outcome ${decision}`}>
      <Icon aria-hidden />
      {t(`reads.decision.${decision}`)}
    </span>
  );
}

/** The rule in a sentence, the task in hand, the ground in law; then the rule's own name, for who must prove it. */
function Why({ line }: { line: Line }) {
  const { t } = useTranslation();
  const words = useReadWords();
  return (
    <>
      <span>{words.rule(line)}</span>
      <span className="hint">{t('reads.task', { task: words.task(line) })}</span>
      <span className="hint">{words.legalBasis(line)}</span>
      <RuleName rule={line.rule} />
    </>
  );
}
