/** Pieces of the answers of a SQL Server, byte by byte. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds */
const u8 = (value: number): Buffer => Buffer.from([value]);
const u16 = (value: number): Buffer => Buffer.from(new Uint16Array([value]).buffer);
const u32 = (value: number): Buffer => Buffer.from(new Uint32Array([value]).buffer);
const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};
const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const shortText = (text: string): Buffer => Buffer.concat([u8(text.length), ucs2(text)]);
const text = (value: string): Buffer => Buffer.concat([u16(value.length), ucs2(value)]);
const sized = (token: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u8(token), u16(body.length), body]);
};

export interface ServerMessage {
  readonly number: number;
  readonly message: string;
  readonly severity?: number;
  readonly line?: number;
  readonly procedure?: string;
}

const message = (token: number, { number, message: words, severity = 16, line = 1, procedure = '' }: ServerMessage): Buffer =>
  sized(token, u32(number), u8(1), u8(severity), text(words), shortText('standin'), shortText(procedure), u32(line));
export const errorToken = (value: ServerMessage): Buffer => message(0xaa, value);
export const infoToken = (value: ServerMessage): Buffer => message(0xab, { severity: 0, ...value });

export const loginAck = (): Buffer =>
  sized(0xad, u8(1), Buffer.from([0x74, 0, 0, 4]), shortText('Microsoft SQL Server'), Buffer.from([16, 0, 0x10, 0]));
export const databaseChange = (name: string): Buffer => sized(0xe3, u8(1), shortText(name), shortText(''));
const descriptor = u64(0x1122334455667788n);
export const transactionBegan = (): Buffer => sized(0xe3, u8(8), u8(8), descriptor, u8(0));
export const transactionEnded = (how: 'commit' | 'rollback'): Buffer =>
  sized(0xe3, u8(how === 'commit' ? 9 : 10), u8(0), u8(8), descriptor);

/** End of a statement: `more` follow, `rows` were touched (absent: no count, as after SET NOCOUNT ON). */
export const done = ({
  more = false,
  error = false,
  attention = false,
  rows,
}: { readonly more?: boolean; readonly error?: boolean; readonly attention?: boolean; readonly rows?: number } = {}): Buffer =>
  Buffer.concat([
    u8(0xfd),
    u16((more ? 1 : 0) | (error ? 2 : 0) | (rows === undefined ? 0 : 0x10) | (attention ? 0x20 : 0)),
    u16(0xc1),
    u64(BigInt(rows ?? 0)),
  ]);
/** End of a statement inside sp_executesql, and of that. */
export const doneInProcedure = (rows?: number): Buffer =>
  Buffer.concat([u8(0xff), u16(1 | (rows === undefined ? 0 : 0x10)), u16(0xc1), u64(BigInt(rows ?? 0))]);
export const doneProcedure = (): Buffer => Buffer.concat([u8(0x79), u32(0), u8(0xfe), u16(0), u16(0xe0), u64(0n)]);

const i32 = (value: number): Buffer => u32(value >>> 0);
/** A sign and so many bytes of digits. */
const signed = (value: string, bytes: number): Buffer => {
  const digits = BigInt(value.replace('-', ''));
  const all = Buffer.concat([u64(BigInt.asIntN(64, digits)), u64(digits >> 64n)]);
  return Buffer.concat([u8(value.startsWith('-') ? 0 : 1), all.subarray(0, bytes)]);
};
/** A long value with its length and pieces of it, each with theirs. */
const pieces = (bytes: Buffer): Buffer => {
  const parts = Array.from({ length: Math.ceil(bytes.length / 3) }, (_, at) => bytes.subarray(at * 3, at * 3 + 3));
  return Buffer.concat([u64(BigInt(bytes.length)), ...parts.flatMap((part) => [u32(part.length), part]), u32(0)]);
};

const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

/** A column of an answer: how its type is declared and how a value is written; null has a form of its own. */
export interface ColumnType {
  readonly declared: Buffer;
  write(value: string): Buffer;
  readonly nothing: Buffer;
}

const counted = (declared: Buffer, write: (value: string) => Buffer): ColumnType => ({
  declared,
  write: (value) => Buffer.concat([u8(write(value).length), write(value)]),
  nothing: u8(0),
});

/** The types of columns, each with the text of its values: numbers in digits, moments in milliseconds of the day, bytes in hexadecimal. */
export const columnTypes = {
  int: counted(Buffer.from([0x26, 4]), (value) => u32(Number(value) >>> 0)),
  bigint: counted(Buffer.from([0x26, 8]), (value) => u64(BigInt(value))),
  bit: counted(Buffer.from([0x68, 1]), (value) => u8(Number(value))),
  nvarchar: {
    declared: Buffer.concat([u8(0xe7), u16(8000), collation]),
    write: (value) => Buffer.concat([u16(value.length * 2), ucs2(value)]),
    nothing: u16(0xffff),
  },
  varbinary: {
    declared: Buffer.concat([u8(0xa5), u16(8000)]),
    write: (value) => Buffer.concat([u16(value.length / 2), Buffer.from(value, 'hex')]),
    nothing: u16(0xffff),
  },
  /** decimal(20,5); the value without its point. */
  decimal: counted(Buffer.from([0x6a, 13, 20, 5]), (value) => signed(value, 12)),
  /** decimal(25,5). */
  decimal25: counted(Buffer.from([0x6a, 17, 25, 5]), (value) => signed(value, 16)),
  /** numeric(38,10). */
  numeric: counted(Buffer.from([0x6c, 17, 38, 10]), (value) => signed(value, 16)),
  /** Ten-thousandths, the higher half first. */
  money: counted(Buffer.from([0x6e, 8]), (value) => {
    const bytes = u64(BigInt(value));
    return Buffer.concat([bytes.subarray(4), bytes.subarray(0, 4)]);
  }),
  smallmoney: counted(Buffer.from([0x6e, 4]), (value) => i32(Number(value))),
  real: counted(Buffer.from([0x6d, 4]), (value) => Buffer.from(new Float32Array([Number(value)]).buffer)),
  float: counted(Buffer.from([0x6d, 8]), (value) => Buffer.from(new Float64Array([Number(value)]).buffer)),
  /** datetime2(3): day since the year 1 and milliseconds of it, with a slash between. */
  datetime2: counted(Buffer.from([0x2a, 3]), (value) => {
    const [day = 0, milliseconds = 0] = value.split('/').map(Number);
    return Buffer.concat([u32(milliseconds), u32(day).subarray(0, 3)]);
  }),
  /** datetime2(7): as before, in ten-millionths of a second. */
  datetime2_7: counted(Buffer.from([0x2a, 7]), (value) => {
    const [day = 0, ticks = 0] = value.split('/').map(Number);
    return Buffer.concat([u64(BigInt(ticks)).subarray(0, 5), u32(day).subarray(0, 3)]);
  }),
  /** datetimeoffset(3): as before, in UTC, and the minutes of the zone. */
  datetimeoffset: counted(Buffer.from([0x2b, 3]), (value) => {
    const [day = 0, milliseconds = 0, minutes = 0] = value.split('/').map(Number);
    return Buffer.concat([u32(milliseconds), u32(day).subarray(0, 3), i32(minutes).subarray(0, 2)]);
  }),
  /** A decimal(25,2) in a sql_variant. */
  variant: {
    declared: Buffer.concat([u8(0x62), u32(8009)]),
    write: (value) => Buffer.concat([u32(21), Buffer.from([0x6c, 2, 25, 2]), signed(value, 16)]),
    nothing: u32(0),
  },
  /** varchar of code page 1252. */
  varchar: {
    declared: Buffer.concat([u8(0xa7), u16(8000), collation]),
    write: (value) => Buffer.concat([u16(value.length), Buffer.from(value, 'latin1')]),
    nothing: u16(0xffff),
  },
  /** nvarchar(max), in pieces of three bytes. */
  text: {
    declared: Buffer.concat([u8(0xe7), u16(0xffff), collation]),
    write: (value) => pieces(ucs2(value)),
    nothing: u64(-1n),
  },
  uniqueidentifier: counted(Buffer.from([0x24, 16]), (value) => Buffer.from(value, 'hex')),
} satisfies Readonly<Record<string, ColumnType>>;

/** One answer with rows, up to but without its end. */
export function rowsToken(
  columns: Readonly<Record<string, keyof typeof columnTypes>>,
  rows: readonly (readonly (string | null)[])[],
): Buffer {
  const types = Object.entries(columns).map(([name, type]) => ({ name, type: columnTypes[type] }));
  const declared = types.map(({ name, type }) => Buffer.concat([u32(0), u16(1), type.declared, shortText(name)]));
  const written = rows.map((row) =>
    Buffer.concat([
      u8(0xd1),
      ...row.map((value, at) => (value === null ? types[at]?.type.nothing : types[at]?.type.write(value)) ?? Buffer.alloc(0)),
    ]),
  );
  return Buffer.concat([u8(0x81), u16(types.length), ...declared, ...written]);
}
