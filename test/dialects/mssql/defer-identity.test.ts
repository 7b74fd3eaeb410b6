import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { deferIdentity } from '../../../src/dialects/mssql/defer-identity.js';

it('leaves what only logins by Entra ID need until one of them is made', async () => {
  deferIdentity();
  const { default: mssql } = await import('mssql');
  expect(typeof mssql.ConnectionPool).toBe('function');
  const tedious = createRequire(createRequire(createRequire(import.meta.url).resolve('mssql')).resolve('tedious'));
  const isLoaded = (): boolean => Object.keys(tedious.cache).some((path) => path.includes('msal-node'));
  expect(isLoaded()).toBe(false);
  const identity = tedious('@azure/identity') as { readonly DefaultAzureCredential: new () => { getToken: unknown } };
  expect(typeof new identity.DefaultAzureCredential().getToken).toBe('function');
  expect(isLoaded()).toBe(true);
});
