interface Stage {
  stage?: string;
  indexName?: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

/** Something that can tell how it would be found: a cursor of the driver. */
export interface Explainable {
  explain(verbosity: 'queryPlanner'): Promise<unknown>;
}

/**
 * Names of the indexes a query would be answered with, `_id` for a look-up by id; `collection scan` and `sort in memory` when it
 * would be. The database itself is asked, so the answer holds for the one that is there.
 */
export async function indexesUsed(query: Explainable): Promise<string[]> {
  const { queryPlanner } = (await query.explain('queryPlanner')) as { queryPlanner: { winningPlan: Stage } };
  return [...new Set(namesOf(queryPlanner.winningPlan))];
}

const words: Record<string, string> = { COLLSCAN: 'collection scan', SORT: 'sort in memory', IDHACK: '_id' };

const namesOf = ({ stage = '', indexName, inputStage, inputStages }: Stage): string[] => [
  ...(words[stage] === undefined ? [] : [words[stage]]),
  ...(indexName === undefined ? [] : [indexName]),
  ...[...(inputStage ? [inputStage] : []), ...(inputStages ?? [])].flatMap(namesOf),
];
