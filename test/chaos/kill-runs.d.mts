export interface KillFigures {
  readonly dialect: string;
  readonly kills: number;
  readonly runs: number;
  readonly completed: number;
  readonly resumed: number;
  readonly takenOver: number;
  readonly slowestStartMs: number;
  readonly byPoint: Readonly<Record<string, number>>;
}

export function killRuns(options: {
  readonly dialect: string;
  readonly server?: string | undefined;
  readonly kills: number;
  readonly seed?: number;
  readonly say?: (line: string) => void;
}): Promise<KillFigures>;
