// `--lan`: a phone needs TLS for its position and its service worker, so the suite gets a development certificate of its own.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { generate } from 'selfsigned';
import { writePrivate } from './files';
import { Refused } from './refused';

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

const DAY_MS = 86_400_000;

/** The address other devices of the network use; the first private one. */
export function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found) return found.address;
  throw new Refused('This machine is on no network: connect it to the one of the phone, or leave --lan out.');
}

const stillGood = (file: string, address: string): boolean => {
  if (!existsSync(file)) return false;
  const certificate = new X509Certificate(readFileSync(file));
  return certificate.checkIP(address) !== undefined && Date.parse(certificate.validTo) > Date.now() + DAY_MS;
};

/** Made once for this address and kept, so that a phone has to be told only once to trust it. */
export async function certificateFor(dir: string, address: string): Promise<Certificate> {
  const files = { certFile: join(dir, 'tls', 'cert.pem'), keyFile: join(dir, 'tls', 'key.pem') };
  if (stillGood(files.certFile, address)) return files;
  const names = [
    { type: 7 as const, ip: address },
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 2 as const, value: 'localhost' },
  ];
  const made = await generate([{ name: 'commonName', value: `Spil development (${address})` }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 365 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names },
    ],
  });
  writePrivate(files.certFile, made.cert);
  writePrivate(files.keyFile, made.private);
  return files;
}

/** Ends TLS and hands the plain stream to the gateway, which needs to know nothing of certificates. */
export function tlsEntrance({ certFile, keyFile }: Certificate, target: number): Server {
  const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (secure) => {
    const plain = connect(target, '127.0.0.1');
    const end = (): void => {
      secure.destroy();
      plain.destroy();
    };
    for (const socket of [secure, plain]) socket.once('error', end).once('close', end);
    secure.pipe(plain).pipe(secure);
  });
  // A device that does not trust the certificate ends the handshake; that is its right and no news.
  server.on('tlsClientError', () => undefined);
  return server;
}
