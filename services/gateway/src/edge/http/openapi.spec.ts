import { beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { frames } from '@spil/contracts';
import { offered } from './contract-routes';
import { openApi } from './openapi';

type Operation = {
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
  security?: unknown[];
  responses: Record<string, unknown>;
};
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } };

describe('the OpenAPI document', () => {
  let document: Document;
  beforeAll(() => {
    document = openApi({ publicUrl: 'http://localhost:8080/', issuer: 'https://sign-in.example', version: '1' }) as Document;
  });

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(result).toMatchObject({ valid: true });
  });

  it('says of every route its place, key, roles and failures', () => {
    for (const contract of offered) {
      const { method, path, success } = contract.http as NonNullable<typeof contract.http>;
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] as Operation;
      expect(operation.responses).toHaveProperty(String(success));
      expect((operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key')).toBe(contract.idempotent);
      expect(operation.security === undefined).toBe(contract.roles.length > 0);
      expect(Object.keys(operation.responses)).toContain('400');
    }
  });

  it('describes every frame without its seal and readers', () => {
    const shown = frames.filter(({ listeners, frame }) => listeners.includes('gateway') && frame !== 'assignment');
    for (const { frame } of shown) expect(document.components.schemas).toHaveProperty(`Frame_${frame.replaceAll('-', '_')}`);
    const text = JSON.stringify(document.components.schemas);
    for (const hidden of ['sealed', 'subscribers', 'authorId']) expect(text).not.toContain(`"${hidden}"`);
  });
});
