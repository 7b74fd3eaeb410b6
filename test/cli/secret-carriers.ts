/** One way in which a call comes to know a secret. */
export interface SecretCarrier {
  readonly title: string;
  readonly argv?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Lines of changelog.properties. */
  readonly properties?: string;
  /** Files beside the changelog. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Secrets with the characters that parsers, encodings and regular expressions stumble over. Each is made of parts between those characters;
 * none of the parts may be printed, whole or not.
 */
const secrets: readonly (readonly [string, string, string])[] = [
  ['Qx7vKp', '', 'Zr4tLw'],
  ['Qx7vKp', '@', 'Zr4tLw'],
  ['Qx7vKp', ':', 'Zr4tLw'],
  ['Qx7vKp', '/', 'Zr4tLw'],
  ['Qx7vKp', '?', 'Zr4tLw'],
  ['Qx7vKp', '#', 'Zr4tLw'],
  ['Qx7vKp', '&', 'Zr4tLw'],
  ['Qx7vKp', ';', 'Zr4tLw'],
  ['Qx7vKp', '%', 'Zr4tLw'],
  ['Qx7vKp', ' ', 'Zr4tLw'],
  ['Qx7vKp', "'", 'Zr4tLw'],
  ['Qx7vKp', '"', 'Zr4tLw'],
  ['Qx7vKp', '\\', 'Zr4tLw'],
  ['Qx7vKp', '$(x)', 'Zr4tLw'],
  ['Qx7vKp', '${x}', 'Zr4tLw'],
  ['Qx7vKp', '}', 'Zr4tLw'],
  ['Qx7vKp', 'ü漢', 'Zr4tLw'],
  ['Qx7vKp', '+', 'Zr4tLw'],
];

/** The texts that no output may contain. */
export const secretParts: readonly string[] = [...new Set(secrets.flatMap(([first, , last]) => [first, last]))];

type Form = (secret: string) => SecretCarrier;

const nowhere = '127.0.0.1:1';
const encoded = encodeURIComponent;
const braces = (secret: string): string => `{${secret.replaceAll('}', '}}')}`;
/** As a line of a properties file is written. */
const inProperties = (secret: string): string => secret.replaceAll('\\', '\\\\');
const url = (text: string): SecretCarrier => ({ title: text, argv: [`--url=${text}`] });
const refused = `--url=postgres://ann@${nowhere}/shop`;

/** URLs with the secret in their places, well-formed and not. */
const urls: readonly ((secret: string) => string)[] = [
  (secret) => `postgres://ann:${encoded(secret)}@${nowhere}/shop`,
  (secret) => `postgresql://ann:${secret}@${nowhere}/shop`,
  (secret) => `jdbc:postgresql://${nowhere}/shop?user=ann&password=${encoded(secret)}`,
  (secret) => `jdbc:postgresql://${nowhere}/shop?user=ann&password=${secret}`,
  (secret) => `jdbc:postgresql://${nowhere}/shop?sslmode=verify-ca&sslpassword=${encoded(secret)}&sslrootcert=/no/such`,
  (secret) => `mysql://ann:${encoded(secret)}@${nowhere}/shop`,
  (secret) => `jdbc:mysql://${nowhere}/shop?user=ann&password=${encoded(secret)}`,
  (secret) => `jdbc:mariadb://ann:${secret}@${nowhere}/shop`,
  (secret) =>
    `jdbc:mysql://${nowhere}/shop?trustCertificateKeyStorePassword=${encoded(secret)}&trustCertificateKeyStoreUrl=x.jks&sslMode=VERIFY_CA`,
  (secret) => `jdbc:sqlserver://${nowhere};databaseName=shop;user=sa;password=${braces(secret)};encrypt=false`,
  (secret) => `jdbc:sqlserver://${nowhere};databaseName=shop;user=sa;password=${secret}`,
  (secret) => `jdbc:sqlserver://${nowhere};accessToken=${braces(secret)}`,
  (secret) => `jdbc:sqlserver://${nowhere};trustStore=x.jks;trustStorePassword=${braces(secret)}`,
  (secret) => `mssql://sa:${encoded(secret)}@${nowhere}/shop`,
  (secret) => `jdbc:oracle:thin:scott/"${secret.replaceAll('"', '')}"@//${nowhere}/xe`,
  (secret) => `jdbc:oracle:thin:scott/${secret}@${nowhere}:xe`,
  (secret) => `oracle://scott:${encoded(secret)}@${nowhere}/xe`,
  (secret) => `jdbc:oracle:thin:scott/${secret}@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=127.0.0.1)(PORT=1))(CONNECT_DATA=(SID=x)))`,
  (secret) => `jdbc:oracle:thin:@//${nowhere}/xe?wallet_location=/no/such&wallet_password=${encoded(secret)}`,
  // Mistyped ones.
  (secret) => `postgres//ann:${secret}@${nowhere}/shop`,
  (secret) => `postgrse://ann:${secret}@${nowhere}/shop`,
  (secret) => `postgres://ann:${secret}@host:port/shop`,
  (secret) => `jdbc:postgres://ann:${secret}@${nowhere}/shop`,
  (secret) => `jdbc:h2://ann:${secret}@${nowhere}/shop`,
  (secret) => `jdbc:mysql:loadbalance://ann:${secret}@a,b/shop`,
  (secret) => `mysql:/ann:${secret}@${nowhere}/shop`,
  (secret) => `jdbc:sqlserver:/${nowhere};password=${secret}`,
  (secret) => `jdbc:p6spy:postgresql://ann:${secret}@${nowhere}/shop`,
];

/** Options, environment and files; the URL leads nowhere. */
const settings: readonly Form[] = [
  (secret) => ({ title: `--password=${secret}`, argv: [refused, '--username=ann', `--password=${secret}`] }),
  (secret) => ({ title: `--password ${secret}`, argv: [refused, '--password', secret] }),
  (secret) => ({ title: `--passwrod=${secret}`, argv: [refused, `--passwrod=${secret}`] }),
  (secret) => ({ title: `--passwrod ${secret}`, argv: [refused, '--passwrod', secret] }),
  (secret) => ({ title: `CHANGELOG_PASSWORD=${secret}`, argv: [refused], environment: { CHANGELOG_PASSWORD: secret } }),
  (secret) => ({ title: `LIQUIBASE_COMMAND_PASSWORD=${secret}`, argv: [refused], environment: { LIQUIBASE_COMMAND_PASSWORD: secret } }),
  (secret) => ({ title: `LIQUIBASE_COMMAND_PASWORD=${secret}`, argv: [refused], environment: { LIQUIBASE_COMMAND_PASWORD: secret } }),
  (secret) => ({
    title: `CHANGELOG_URL with ${secret}`,
    environment: { CHANGELOG_URL: `postgres://ann:${encoded(secret)}@${nowhere}/shop` },
  }),
  (secret) => ({
    title: `LIQUIBASE_COMMAND_URL with ${secret}`,
    environment: { LIQUIBASE_COMMAND_URL: `jdbc:mysql://${nowhere}/shop?password=${encoded(secret)}` },
  }),
  (secret) => ({ title: `password: ${secret} in the file`, argv: [refused], properties: `password: ${inProperties(secret)}\n` }),
  (secret) => ({ title: `pasword=${secret} in the file`, argv: [refused], properties: `pasword=${inProperties(secret)}\n` }),
  (secret) => ({
    title: `liquibase.command.password=${secret} in the file`,
    argv: [refused],
    properties: `liquibase.command.password=${inProperties(secret)}\n`,
  }),
  (secret) => ({
    title: `url with ${secret} in the file`,
    properties: `url=jdbc:postgresql://${nowhere}/shop?password=${inProperties(encoded(secret))}\n`,
  }),
  (secret) => ({
    title: `DB_PASSWORD=${secret} used in the file`,
    argv: [refused],
    environment: { DB_PASSWORD: secret },
    properties: 'password=${DB_PASSWORD}\n',
  }),
  (secret) => ({
    title: `--reference-url with ${secret}`,
    argv: [refused, `--reference-url=jdbc:mysql://${nowhere}/shop?user=ann&password=${encoded(secret)}`],
  }),
  (secret) => ({
    title: `CHANGELOG_REFERENCE_URL with ${secret}`,
    argv: [refused],
    environment: { CHANGELOG_REFERENCE_URL: `postgres://ann:${encoded(secret)}@${nowhere}/shop` },
  }),
  (secret) => ({
    title: `scratchUrl with ${secret} in the file`,
    argv: [refused],
    properties: `scratchUrl=mysql://ann:${inProperties(encoded(secret))}@${nowhere}/shop\nreferenceUrl=changelog:changelog.yaml\n`,
  }),
  (secret) => ({
    title: `CHANGELOG_SCRATCH_PASSWORD=${secret}`,
    argv: ['--url=sqlite:shop.db', '--reference-url=changelog:changelog.yaml', `--scratch-url=postgres://ann@${nowhere}/shop`],
    environment: { CHANGELOG_SCRATCH_PASSWORD: secret },
  }),
  (secret) => ({ title: `licence key ${secret}`, argv: [refused], properties: `liquibaseProLicenseKey=${inProperties(secret)}\n` }),
  (secret) => ({
    title: `password file with ${secret}`,
    argv: [refused, '--password-file=secret.txt'],
    files: { 'secret.txt': `${secret}\n` },
  }),
  (secret) => ({ title: `-Dapp.password=${secret}`, argv: [refused, `-Dapp.password=${secret}`] }),
  (secret) => ({ title: `parameter.api.token=${secret}`, argv: [refused], properties: `parameter.api.token=${inProperties(secret)}\n` }),
  (secret) => ({
    title: `referencePassword=${secret}`,
    argv: [refused],
    properties: `referencePassword=${inProperties(secret)}\nreferenceUrl=jdbc:mysql://h/d?password=${inProperties(encoded(secret))}\n`,
  }),
];

/** Every secret in a few places, and every place with a few secrets: each form gets every fourth secret, from another start. */
export const secretCarriers: readonly SecretCarrier[] = [
  ...urls.map(
    (form): Form =>
      (secret) =>
        url(form(secret)),
  ),
  ...settings,
].flatMap((form, at) => secrets.filter((_, i) => (i + at) % 4 === 0).map(([first, middle, last]) => form(`${first}${middle}${last}`)));
