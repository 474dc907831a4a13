import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export interface SecurityOptions {
  publicUrl: string;
  issuer: string;
  tiles?: string | undefined;
}

const originOf = (address: string): string => {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
};

/**
 * Headers of every answer. Scripts only from ourselves and none inline; the sign-in provider may be talked to, map tiles may be
 * shown when configured. Leaflet and the components set styles through the DOM, which needs no inline style elements.
 */
export async function securityHeaders(scope: FastifyInstance, { publicUrl, issuer, tiles }: SecurityOptions): Promise<void> {
  const signIn = originOf(issuer);
  const tileOrigin = tiles === undefined ? [] : [originOf(tiles.replace(/\{[a-z]\}\.?/g, ''))];
  await scope.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigin],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", signIn],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameSrc: [signIn],
        formAction: ["'self'", signIn],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
  });
  scope.addHook('onRequest', async (_request, reply) => {
    void reply.header('permissions-policy', 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()');
  });
}
