/** What a request was answered with; throws the problem's code when it was refused. */
export function value<A>(answer: { value: A } | { problem: { code: string } }): A {
  if ('problem' in answer) throw new Error(answer.problem.code);
  return answer.value;
}

/** The code a request was refused with, or that it was not. */
export const problem = (answer: object): string => ('problem' in answer ? (answer.problem as { code: string }).code : 'no problem');
