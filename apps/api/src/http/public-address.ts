/** Where people reach us: what goes out bears this address, never the host that a request names. */
export class PublicAddress {
  constructor(readonly origin: string) {}

  /** Where anybody checks a paper: the address in its QR code. */
  ofPaper(token: string): string {
    return `${this.origin}/s/${token}`;
  }

  /** 凭链接整改: the token stands behind the #, so that no log keeps it. */
  ofExecutor(token: string): string {
    return `${this.origin}/executor#${token}`;
  }

  /** 日历订阅. */
  ofFeed(token: string): string {
    return `${this.origin}/feeds/deadlines/${token}.ics`;
  }
}
