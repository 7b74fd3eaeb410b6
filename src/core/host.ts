import { hostname, networkInterfaces } from 'node:os';

/** Name and address that other hosts know this one by, as Liquibase writes them into the lock row; the loopback where there is no other. */
export function thisHost(): { readonly name: string; readonly address: string } {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4') ?? addresses.find(({ internal }) => !internal);
  return { name: hostname(), address: outside?.address ?? '127.0.0.1' };
}
