import ts from 'typescript';
import { visit, type Source } from './sources';

/*
 * Finds what a page says in words of its own instead of the words of i18n. Two measures: what certainly reaches people (text and
 * attributes of JSX, what is announced) may hold no word at all; any other literal may not look like a sentence or a name.
 */

/** Attributes whose value nobody reads; what is not here is taken to be read, also the properties of our own components. */
const technical = new Set([
  ...['className', 'id', 'key', 'type', 'name', 'role', 'lang', 'href', 'to', 'src', 'target', 'rel', 'autoComplete', 'inputMode'],
  ...['enterKeyHint', 'popover', 'popoverTarget', 'scope', 'value'],
  // Of drawings: shapes, colours, places.
  ...['d', 'fill', 'viewBox', 'transform', 'textAnchor', 'preserveAspectRatio', 'points', 'shapeRendering', 'orient', 'markerEnd'],
  // Of our own components: how it looks, which words of a list, which field of a form.
  ...['look', 'options', 'parts', 'why', 'field'],
]);
const isTechnical = (name: string): boolean =>
  technical.has(name) || /^(data-|aria-(?!label$|description$|roledescription$|valuetext$))/.test(name);

/** Calls whose first argument is for the machine, by the last name of what is called. */
const forTheMachine = /^(t|exists|querySelector|querySelectorAll|Error|RegExp)$/;
/** Calls that say their argument aloud. */
const speaking = /^(announce|setDone|onDone|alert|confirm|prompt)$/;

const word = /\p{L}{2}/u;
/** A capital that begins a word, or words with a space between. A key (`street.send`), an address or a class has neither. */
const sentence = /^\P{L}*\p{Lu}\p{Ll}|\p{L}[.,:;?…]?\s+\p{L}/u;

const called = (call: ts.CallExpression | ts.NewExpression): string =>
  ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText();

const isLiteral = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
const isComparison = (node: ts.BinaryExpression): boolean => /^([=!]==?|[<>]=?|in|instanceof)$/.test(node.operatorToken.getText());

const isWrapped = (node: ts.Node): node is ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node);

/** What an expression can come out as: the parts of a condition, a sum, a template, a list; not what functions are given. */
function partsOf(node: ts.Node): ts.Node[] {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node)) return isComparison(node) ? [] : [node.left, node.right];
  if (ts.isTemplateExpression(node)) return [node.head, ...node.templateSpans.flatMap((span) => [span.expression, span.literal])];
  if (ts.isArrayLiteralExpression(node)) return [...node.elements];
  // [a, b].filter(Boolean).join(', '): the list and what joins it.
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return [node.expression.expression, ...(called(node) === 'join' ? node.arguments : [])];
  return isWrapped(node) ? [node.expression] : [];
}
const outcomes = (node: ts.Node | undefined): ts.Node[] =>
  node === undefined ? [] : isLiteral(node) ? [node] : partsOf(node).flatMap(outcomes);

/** What certainly reaches people at this node. */
function spoken(node: ts.Node): ts.Node[] {
  if (ts.isJsxText(node)) return [node];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return outcomes(node.expression);
  if (ts.isJsxAttribute(node) && !isTechnical(node.name.getText())) {
    const { initializer } = node;
    return outcomes(initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer);
  }
  if (ts.isCallExpression(node) && speaking.test(called(node))) return node.arguments.flatMap(outcomes);
  return [];
}

/** True when this node, as a part of what is around it, is for the machine. */
function isMachinesPart(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isTypeNode(parent)) return true;
  if (ts.isJsxAttribute(parent)) return isTechnical(parent.name.getText());
  if (ts.isBinaryExpression(parent)) return isComparison(parent);
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return isCall && parent.arguments?.[0] === node && forTheMachine.test(called(parent));
}

/** True where a literal is for the machine, whatever it looks like. Beyond a function or an attribute nothing tells any more. */
function isMachines(literal: ts.Node): boolean {
  for (let node = literal; node.parent; node = node.parent) {
    if (isMachinesPart(node)) return true;
    if (ts.isFunctionLike(node.parent) || ts.isJsxElement(node.parent) || ts.isJsxAttribute(node.parent)) return false;
  }
  return false;
}

/** Words of its own in one file: `file: words`, each once. */
export function writtenIn({ file, source }: Source): string[] {
  const found = new Set<string>();
  const keep = (node: ts.Node, looks: RegExp): void => {
    const text = (node as ts.StringLiteralLike).text.trim();
    if (looks.test(text)) found.add(`${file}: ${text}`);
  };
  visit(source, (node) => {
    spoken(node).forEach((one) => keep(one, word));
    if (isLiteral(node) && !isMachines(node)) keep(node, sentence);
  });
  return [...found];
}
