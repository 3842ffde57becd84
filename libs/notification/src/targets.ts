import { BlockList, isIP } from 'node:net';

const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Everything but global unicast, and what carries an IPv4 address inside. */
const PUBLIC_V6 = '2000::/3';
const EMBEDDING_V6 = ['2001::/32', '2001:db8::/32', '2002::/16'];

/** 白名单: addresses and networks (CIDR) within which the district's own servers may be called. */
export class Targets {
  private readonly allowed: BlockList;

  constructor(privateTargets: readonly string[]) {
    this.allowed = listOf(privateTargets);
  }

  /** True for a public address, and for a private one that is listed. */
  permits(address: string): boolean {
    const plain = unmapped(address);
    const family = isIP(plain);
    if (family === 0) return false;
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (this.allowed.check(plain, type)) return true;
    return family === 4 ? !PRIVATE.check(plain, 'ipv4') : GLOBAL.check(plain, 'ipv6') && !EMBEDDED.check(plain, 'ipv6');
  }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const type = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(prefix), type);
  }
  return list;
}

const PRIVATE = listOf(PRIVATE_V4);
const GLOBAL = listOf([PUBLIC_V6]);
const EMBEDDED = listOf(EMBEDDING_V6);

/** ::ffff:10.0.0.1, however it is written, is 10.0.0.1. */
function unmapped(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const host = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host) ?? [];
  if (high === undefined || low === undefined) return host;
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
