import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that this process has claimed. */
const claimed = new Set<string>();

/** What stands in the way of a claim: another process, by its id, or an earlier claim of this one. */
export interface ClaimedBy {
  readonly processId: number;
}

/**
 * Claims a folder for one user at a time, across processes, by a file in it that holds the id of the process; creates the folder. The file
 * of a process that is gone counts for nothing. Returns the function that gives the claim up, or who has it.
 * @param folder an absolute path.
 * @throws what the file system says.
 */
export function claimFolder(folder: string, fileName: string): (() => void) | ClaimedBy {
  if (claimed.has(folder)) return { processId: process.pid };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, fileName);
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const processId = Number(readFileSync(file, 'utf8'));
      if (processId !== process.pid && isAlive(processId)) return { processId };
      rmSync(file, { force: true });
    }
  }
  claimed.add(folder);
  return () => {
    claimed.delete(folder);
    rmSync(file, { force: true });
  };
}

/** The names of what is in a folder; none where it does not exist. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // The process is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
