import type { TrafficColumn, TrafficKind, TrafficSort } from '../../src/core/model/traffic';

const PROCESSES = [
  'vite · shop',
  'postgres',
  'chromium',
  'sshd',
  'node · api',
  'nginx',
  'redis-server',
  'code-server',
];
const HOSTS = [
  'db.internal',
  '140.82.121.4',
  'cdn.example.com',
  '2606:4700::6810:84e5',
  '10.0.4.17',
  '127.0.0.1',
];
const STATES = [
  'ESTABLISHED',
  'ESTABLISHED',
  'ESTABLISHED',
  'TIME_WAIT',
  'CLOSE_WAIT',
  'SYN_SENT',
  'FIN_WAIT2',
  'LAST_ACK',
];
const USERS = ['root', 'postgres', 'dev', 'www-data'];

/** What is seldom seen, and must be read all the same: long, of other scripts, made to be taken for markup, unknown. */
const HARD_PROCESSES = [
  'com.example.platform.billing.reconciliation-worker-7f9c6d5b4-x2x9q',
  '<img src=x onerror=alert(1)>',
  'コンテナ管理サーバー',
  '',
  'خادم الويب',
  'x',
];
const HARD_HOSTS = [
  'ec2-203-0-113-25.eu-central-1.compute.amazonaws.com',
  '2001:db8:85a3:1234:5678:8a2e:370:7334',
  'fe80::5054:ff:fe12:3456%enp0s31f6',
  '<b>bold</b>.example',
];
const HARD_RATES = [1.234e12, 999_499, 0.4, 0, Number.NaN, 999.5, 12];

/** So many rows whose values follow from their ids: what a test expects can be computed. */
export class MadeRows {
  readonly #count: number;
  /** Of samples: rates are others in each. */
  step = 1;
  readonly gone = new Set<number>();
  #ordered: { readonly key: string; readonly ids: readonly number[] } | undefined;

  readonly #isHard: boolean;

  /** @param isHard whether names are long, and figures of all sizes */
  constructor(count: number, isHard = false) {
    this.#count = count;
    this.#isHard = isHard;
  }

  total(kind: TrafficKind): number {
    switch (kind) {
      case 'connections':
        return this.#count;
      case 'listeners':
        return Math.min(this.#count, 24);
      case 'processes':
        return Math.min(this.#count, PROCESSES.length);
      case 'containers':
        return 0;
      case 'hosts':
        return Math.min(this.#count, HOSTS.length);
    }
  }

  /** Ids in their order. What was asked for last is remembered, so that scrolling costs nothing here. */
  order(...asked: Parameters<MadeRows['inOrder']>): readonly number[] {
    const key = JSON.stringify([asked, this.step, this.gone.size]);
    if (this.#ordered?.key !== key) this.#ordered = { key, ids: this.inOrder(...asked) };
    return this.#ordered.ids;
  }

  inOrder(
    kind: TrafficKind,
    sort: readonly TrafficSort[],
    filter: string,
    isSpan: boolean,
    series: string | undefined,
  ): number[] {
    const ids = Array.from({ length: this.total(kind) }, (_, at) => at + 1).filter(
      (id) =>
        !this.gone.has(id) &&
        this.text('process', id).includes(filter.replace('process:', '')) &&
        (!isSpan || id % 3 === 0) &&
        (series === undefined || id % 8 === 1),
    );
    if (sort.length === 0) return ids;
    const keys = sort.map(({ column }) => new Map(ids.map((id) => [id, this.value(column, id)])));
    return ids.sort((a, b) => {
      for (const [at, { isDescending }] of sort.entries()) {
        const of = keys[at]?.get(a) ?? 0;
        const other = keys[at]?.get(b) ?? 0;
        if (of !== other) return of < other === isDescending ? 1 : -1;
      }
      return a - b;
    });
  }

  value(column: TrafficColumn, id: number): number | string {
    switch (column) {
      case 'pid':
        return 1000 + (id % 4000);
      case 'connections':
        return (id * 7) % 40;
      case 'receiveQueue':
      case 'sendQueue':
        return id % 13 === 0 ? 4096 : 0;
      case 'receivedRate':
        if (this.#isHard) return HARD_RATES[id % HARD_RATES.length] ?? 0;
        return id % 5 === 0 ? 0 : 3_000_000 / (((id * 37 + this.step * 101) % 997) + 1);
      case 'sentRate':
        return id % 10 === 0 ? Number.NaN : 90_000 / (((id + this.step) % 97) + 1);
      case 'received':
        if (this.#isHard) return 10 ** (id % 16);
        return id * 12_345;
      case 'sent':
        return id % 10 === 0 ? Number.NaN : id * 1_234;
      case 'roundTrip':
        return 80 + (id % 700) * 90;
      case 'retransmitted':
        return id % 17 === 0 ? id % 9 : 0;
      case 'congestionWindow':
        return 10 + (id % 30);
      case 'age':
        return (id % 5000) * 1700;
      default:
        return this.text(column, id);
    }
  }

  text(column: TrafficColumn, id: number): string {
    const of = (texts: readonly string[]): string => texts[(id - 1) % texts.length] ?? '';
    switch (column) {
      case 'process':
        return of(this.#isHard ? HARD_PROCESSES : PROCESSES);
      case 'user':
        return of(USERS);
      case 'container':
        return of(['shop-web-1', 'shop-db-1']);
      case 'protocol':
        return of(['tcp', 'tcp', 'tcp6']);
      case 'localAddress':
        return this.#isHard && id % 2 === 0
          ? `[2001:db8::1:2:3:4]:${3000 + id}`
          : `192.168.1.20:${3000 + (id % 60_000)}`;
      case 'foreignAddress':
        return `${of(this.#isHard ? HARD_HOSTS : HOSTS)}:${id % 3 === 0 ? 'https' : 5432}`;
      case 'state':
        return of(STATES);
      default:
        return of(['', 'keepalive 58 s', 'on 0.2 s']);
    }
  }
}
