import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Files } from './files';
import { sendProblem } from './exchange';

export interface PagesOptions {
  consoleDir?: string | undefined;
  asyncApiFile: string;
  openApi: object;
  /** What the console must know before anybody signs in; nothing secret. */
  consoleConfig: object;
}

/** The documents and pages beside the API: OpenAPI, AsyncAPI, their browsable page, the console. */
export function pages(scope: FastifyInstance, options: PagesOptions): void {
  const send = (type: string, text: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('content-type', type).header('cache-control', 'no-cache').send(text);
  scope.get('/v1/openapi.json', send('application/json; charset=utf-8', JSON.stringify(options.openApi)));
  scope.get('/config.json', send('application/json; charset=utf-8', JSON.stringify(options.consoleConfig)));
  const asyncApi = existsSync(options.asyncApiFile) ? readFileSync(options.asyncApiFile, 'utf8') : undefined;
  scope.get('/asyncapi.yaml', (request, reply) =>
    asyncApi === undefined
      ? sendProblem(request, reply, { code: 'not-found' })
      : send('application/yaml; charset=utf-8', asyncApi)(request, reply),
  );
  docs(scope);
  console(scope, options.consoleDir);
}

const initializer = `window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '/v1/openapi.json', dom_id: '#swagger-ui', deepLinking: true, filter: true, validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis], layout: 'BaseLayout', supportedSubmitMethods: [],
  });
};
`;
const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Spil API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="data:,"></head>
<body><div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
`;

/** Swagger UI from our own origin; it only reads, so nobody sends a wish by accident from a manual. */
function docs(scope: FastifyInstance): void {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static');
  const files = new Files(folder, (path) => path === '/swagger-ui.css' || path === '/swagger-ui-bundle.js');
  files.put('/start.js', initializer);
  files.put('/index.html', docsPage);
  scope.get('/docs', (request, reply) => files.send(request, reply, '/index.html'));
  scope.get<{ Params: { '*': string } }>('/docs/*', (request, reply) => {
    const path = `/${request.params['*'] || 'index.html'}`;
    return files.has(path) ? files.send(request, reply, path) : sendProblem(request, reply, { code: 'not-found' });
  });
}

/** The console, with every address of its own leading to its one page, or to the page made for it alone; an address of the API never does. */
function console(scope: FastifyInstance, folder: string | undefined): void {
  const files = folder !== undefined && existsSync(join(folder, 'index.html')) ? new Files(folder) : undefined;
  scope.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request, reply) => {
      const path = pathOf(request.url);
      if (!files && path === '/') return reply.redirect('/docs');
      const file = files && path !== undefined ? fileFor(files, path, String(request.headers.accept ?? '')) : undefined;
      return files && file ? files.send(request, reply, file) : sendProblem(request, reply, { code: 'not-found' });
    },
  });
}

/** The file behind an address: itself, or for an address of the console that a person opened the page of that name, else the one page. */
function fileFor(files: Files, path: string, accept: string): string | undefined {
  if (/^\/(v1|docs)(\/|$)/.test(path)) return undefined;
  if (path !== '/' && files.has(path)) return path;
  const opened = accept.includes('text/html') && !/\.\w{1,12}$/.test(path);
  if (opened && files.has(`${path}.html`)) return `${path}.html`;
  return opened || path === '/' ? '/index.html' : undefined;
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '/');
  } catch {
    return undefined;
  }
}
