import { endianness, uptime } from 'node:os';
import type { Clocks } from '../../../core/history/clockWatch';
import { HistoryRecorder } from '../../../core/history/recorder/historyRecorder';
import { timerDelay } from '../../../core/model/bounds';
import type { HistoryStatus } from '../../../core/model/history';
import { historyFolder } from '../../history/historyFolder';
import { type OpenHistory, openHistory } from '../../history/openHistory';
import { openReading } from '../../history/openReading';
import { isRecordedNow, thisPlace, thisRecorder } from '../../history/recorderFile';
import { FileReader } from '../../reader';
import { BOOT_CLOCK, ClockReader } from '../../system/clockReader';
import { collectGarbage } from '../../system/garbage';
import { returnFreeBlocks } from '../../system/largeBlocks';
import type { SystemCalls } from '../../system/systemCalls';
import { UserNames } from '../owners/userNames';
import { SocketCounters } from '../sockets/socketCounters';
import { DestroyedSocket } from '../traffic/destroyedSocket';
import type { HistoryTools } from './historyTools';
import { NoticeSocket } from './noticeSocket';
import { UnixListeners } from './unixListeners';

/** Names of users by uid, for filters. */
type Users = () => ReadonlyMap<number, string>;

/** Bytes of the kernel's queue that are asked for, room for 50,000 messages: what comes within a second in which all was quiet before. */
const QUEUE = 32 * 1024 * 1024;

/** What this machine's history is recorded with. */
export interface MachineHistoryOptions {
  /** Where they cannot be had, nobody hears what happens between two passes. */
  readonly calls: SystemCalls | Error;
  /** Where it is kept; where the environment says where left out. */
  readonly folder?: string;
  /** Bytes of the kernel's queues that are asked for; as many as are useful where left out. */
  readonly queueBytes?: number;
  readonly tell?: (status: HistoryStatus) => void;
  readonly log?: (line: string) => void;
}

/** The history of this machine, in the network namespace of the calling thread; nothing where it is none of Linux. */
export function machineHistory(options: MachineHistoryOptions): HistoryTools | undefined {
  if (process.platform !== 'linux') return undefined;
  const { calls, folder = historyFolder(), queueBytes = QUEUE, tell, log } = options;
  const littleEndian = endianness() === 'LE';
  // What others do elsewhere moves no counter of this one.
  const counters = new SocketCounters(new FileReader('/proc'), true);
  const listeners = new UnixListeners(new FileReader('/proc'));
  const sinceBoot = bootClock(calls);
  const names = new UserNames(new FileReader('/etc'));
  const users: Users = () => names.all();
  const openStore = (): OpenHistory =>
    openHistory({
      ...{ folder, place: thisPlace(), recorder: thisRecorder(), now: () => Date.now() },
      users,
    });
  return {
    pid: process.pid,
    openStore,
    openSource: () => sourceIn(folder, users),
    isRecorded: () => isRecordedNow(folder, thisPlace(), Date.now()),
    newRecorder: (record, knowledge) => new HistoryRecorder(record, knowledge),
    openEars: () => (calls instanceof Error ? [] : DestroyedSocket.open(calls, littleEndian, queueBytes)),
    openNotices: () => (calls instanceof Error ? undefined : NoticeSocket.open(calls, littleEndian)),
    areSocketsStill: () => counters.areStill(),
    unixListeners: () => listeners.inodes(),
    clocks: () =>
      clocksOf(
        () => Date.now(),
        () => performance.now(),
        sinceBoot,
      ),
    after: (milliseconds, act) => {
      const timer = setTimeout(act, timerDelay(milliseconds));
      timer.unref();
      return () => clearTimeout(timer);
    },
    returnMemory: () => void returnMemory(calls),
    tell: (status) => tell?.(status),
    log: (line) => log?.(line),
  };
}

/** The garbage first: what it held of the C library's memory is free then. */
async function returnMemory(calls: SystemCalls | Error): Promise<void> {
  await collectGarbage();
  if (!(calls instanceof Error)) returnFreeBlocks(calls);
}

/** What is there, to be read alone; nothing where nothing is. Where it cannot be read, it says why. */
function sourceIn(folder: string, users: Users): ReturnType<HistoryTools['openSource']> {
  const opened = openReading(folder, { place: thisPlace(), users });
  if (opened.kind === 'nothing') return undefined;
  if (opened.kind === 'open') {
    const { reader } = opened;
    return {
      entries: (question) => reader.entries(question),
      standing: (at) => reader.standing(at),
      status: () => reader.status(),
      close: () => opened.close(),
    };
  }
  const { trouble } = opened;
  return {
    entries: () => ({ entries: [] }),
    standing: () => [],
    status: () => ({ trouble, bytes: 0, entries: 0, revision: 0 }),
    close: () => undefined,
  };
}

/**
 * What three clocks say at one moment. The last one is read when it is asked for, and told as of the moment of the others: a thread
 * that had to wait in between would seem to have had its clock set.
 */
export function clocksOf(wall: () => number, monotonic: () => number, boot: () => number): Clocks {
  const at = { wall: wall(), monotonic: monotonic() };
  return {
    ...at,
    get boot() {
      return boot() - (monotonic() - at.monotonic);
    },
  };
}

/** What tells milliseconds since the machine was started, by a system call where there is one: Node reads a file for it. */
function bootClock(calls: SystemCalls | Error): () => number {
  const clocks = calls instanceof Error ? undefined : new ClockReader(calls);
  return clocks === undefined || Number.isNaN(clocks.of(BOOT_CLOCK))
    ? () => uptime() * 1e3
    : () => clocks.of(BOOT_CLOCK) / 1e6;
}
