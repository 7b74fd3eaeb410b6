/** The part of the package `tedious` that turns the bytes of a value into one. */
export interface ValueParser {
  /** @throws where the bytes have not all come yet; it is then asked again */
  readValue(bytes: Buffer, start: number, metadata: Metadata, options: unknown): Read;
}

interface Metadata {
  readonly type: { readonly name: string };
  readonly scale?: number | undefined;
}

/** A value, and where the next one starts. */
interface Read {
  value: unknown;
  readonly offset: number;
}

const patched = new WeakSet<ValueParser>();

/**
 * Makes the package hand out decimals and money as texts with all their digits, and the time zone of a moment that has one, as
 * `offsetMinutes`. By itself it makes floating-point numbers of the former, which hold 15 digits, and forgets the latter; it has no setting
 * for either. Source of the forms: https://learn.microsoft.com/openspecs/windows_protocols/ms-tds, 2.2.5.5.1
 */
export function readExactly(parser: ValueParser): void {
  if (patched.has(parser)) return;
  patched.add(parser);
  const { readValue } = parser;
  parser.readValue = (bytes, start, metadata, options) => {
    const read = readValue(bytes, start, metadata, options);
    if (read.value === null) return read;
    const { name } = metadata.type;
    // Types that may be NULL have their length before them.
    const found =
      name === 'Variant'
        ? variantForm(bytes, start)
        : { name, scale: metadata.scale ?? 0, at: name === 'Money' || name === 'SmallMoney' ? start : start + 1 };
    const form = found === undefined ? undefined : forms[found.name];
    if (found !== undefined && form !== undefined) read.value = form(bytes.subarray(found.at, read.offset), found.scale, read.value);
    return read;
  };
}

type Form = (bytes: Buffer, scale: number, value: unknown) => unknown;

const decimal: Form = (bytes, scale) => pointed((bytes[0] === 1 ? 1n : -1n) * littleEndian(bytes.subarray(1)), scale);

/** Ten-thousandths; of eight bytes the higher four come first. */
const money: Form = (bytes) =>
  pointed(
    bytes.length === 4 ? BigInt(bytes.readInt32LE(0)) : BigInt(bytes.readInt32LE(0)) * 0x1_0000_0000n + BigInt(bytes.readUInt32LE(4)),
    4,
  );

const zoned: Form = (bytes, _scale, moment) =>
  Object.defineProperty(moment as Date, 'offsetMinutes', { value: bytes.readInt16LE(bytes.length - 2) });

const forms: Readonly<Record<string, Form>> = {
  DecimalN: decimal,
  NumericN: decimal,
  Money: money,
  SmallMoney: money,
  MoneyN: money,
  DateTimeOffset: zoned,
};

/** The types inside a sql_variant, by number, and how many bytes say more of them. */
const variantTypes: Readonly<Record<number, string>> = {
  0x6a: 'DecimalN',
  0x6c: 'NumericN',
  0x3c: 'Money',
  0x7a: 'SmallMoney',
  0x2b: 'DateTimeOffset',
};

function variantForm(bytes: Buffer, start: number): { readonly name: string; readonly scale: number; readonly at: number } | undefined {
  const name = variantTypes[bytes[start + 4] ?? 0];
  const properties = bytes[start + 5] ?? 0;
  // Of a decimal the precision comes first.
  return name === undefined ? undefined : { name, scale: bytes[start + 5 + properties] ?? 0, at: start + 6 + properties };
}

function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
}

/** A whole number with its last digits behind a point. */
function pointed(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
