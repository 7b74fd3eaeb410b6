import { fail } from '../core/error.js';
import { readLocalFile } from '../core/local-file.js';

/** The text of a PEM file that a connection parameter names. Throws CONNECT_TLS where it is missing, or is not PEM. */
export function readPem(path: string, parameter: string): string {
  const text = readLocalFile('', path.replace(/^file:(?:\/\/)?/, ''));
  if (text === undefined) fail('CONNECT_TLS', { message: `${parameter}: there is no file ${path}` });
  if (!text.includes('-----BEGIN ')) {
    fail('CONNECT_TLS', {
      message: `${parameter}: ${path} is not a PEM file`,
      hint: 'PEM begins with a line -----BEGIN …; openssl converts other forms (openssl x509 -inform der, openssl pkcs8 -inform der)',
    });
  }
  return text;
}

/** Whether a host is this machine, where encryption protects nothing. */
export function isThisMachine(host: string | undefined): boolean {
  return host === undefined || host === 'localhost' || host === '::1' || host.startsWith('/') || host.startsWith('127.');
}
