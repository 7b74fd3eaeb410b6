import type { SecureVersion } from 'node:tls';
import { fail } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';

/** A parameter that speaks of encryption. Whoever mistypes one, or asks for what is not done, must not be connected with less. */
const aboutEncryption = /ssl|tls|cipher|keystore|trust|cert|encrypt/;

/**
 * Holds the parameters of a URL that are about encryption against those that are read.
 * @param read lower-case names of those that have an effect, or that change nothing about who is trusted
 * @throws CONNECT_URL
 */
export function checkTlsParameters(parameters: Readonly<Record<string, string>>, read: readonly string[]): void {
  for (const name of Object.keys(parameters)) {
    if (!aboutEncryption.test(name) || read.includes(name)) continue;
    fail('CONNECT_URL', {
      message: `the URL's setting ${name} is not supported, and leaving it out may connect with less protection than was meant`,
      hint: didYouMean(name, read) ?? `the settings about encryption are ${read.join(', ')}`,
    });
  }
}

/** A yes or no that decides about encryption; undefined where it is not given. Throws CONNECT_URL on anything else. */
export function tlsSwitch(parameters: Readonly<Record<string, string>>, name: string): boolean | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  if (/^(?:true|yes|on|1|)$/i.test(text)) return true;
  if (/^(?:false|no|off|0)$/i.test(text)) return false;
  fail('CONNECT_URL', { message: `the URL's setting ${name} is "${text}"`, hint: 'it is true or false' });
}

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[];

/** The version of TLS that a text names. Throws CONNECT_URL where there is none. */
export function tlsVersion(text: string, name: string): (typeof versions)[number] {
  const found = versions.find((version) => version.toLowerCase() === text.trim().toLowerCase());
  return (
    found ?? fail('CONNECT_URL', { message: `the URL's setting ${name} names "${text}"`, hint: `the versions are ${versions.join(', ')}` })
  );
}

/** The lowest and the highest version of a comma-separated list. */
export function tlsVersions(list: string, name: string): { readonly minVersion: SecureVersion; readonly maxVersion: SecureVersion } {
  const named = list.split(',').map((text) => versions.indexOf(tlsVersion(text, name)));
  return { minVersion: versions[Math.min(...named)] ?? 'TLSv1.2', maxVersion: versions[Math.max(...named)] ?? 'TLSv1.3' };
}
