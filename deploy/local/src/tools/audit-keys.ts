import type { ReadProof } from '@spil/audit';
import type { ExpectedKey } from './audit-arguments';

/**
 * What is wrong with the keys that signed a file: each service has one, no two have the same, and those that were learnt elsewhere are
 * the ones. A key of one service proves nothing about another.
 */
export function keysFlaw(proofs: readonly ReadProof[], expected: readonly ExpectedKey[]): string | undefined {
  const signers = new Map<string, string>();
  for (const { checkpoint } of proofs) {
    const { service, fingerprint } = checkpoint;
    const [known, other] = [signers.get(service), [...signers].find(([name, key]) => key === fingerprint && name !== service)];
    if (known !== undefined && known !== fingerprint) return `${service} signed with two keys: ${known} and ${fingerprint}`;
    if (other) return `${other[0]} and ${service} are signed by one key: ${fingerprint}`;
    signers.set(service, fingerprint);
  }
  return expected.length > 0 ? expectedFlaw(signers, expected) : undefined;
}

function expectedFlaw(signers: ReadonlyMap<string, string>, expected: readonly ExpectedKey[]): string | undefined {
  const named = new Map(expected.flatMap(({ service, fingerprint }) => (service ? [[service as string, fingerprint] as const] : [])));
  const plain = new Set(expected.flatMap(({ service, fingerprint }) => (service ? [] : [fingerprint])));
  const unnamed = [...signers].filter(([service]) => !named.has(service));
  for (const [service, fingerprint] of signers) {
    const good = named.has(service) ? named.get(service) === fingerprint : plain.has(fingerprint);
    if (!good) return `${service} is signed by another key: ${fingerprint}`;
  }
  // One too many could be the key of a service that is not here, in whose name nothing is proved.
  return plain.size === 0 || plain.size === unnamed.length
    ? undefined
    : `${plain.size} keys are given for ${unnamed.length} services: say of which each is, as --key SERVICE=FINGERPRINT`;
}
