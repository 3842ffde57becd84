import { Injectable } from '@nestjs/common';
import { PER_ACCOUNT, PER_ADDRESS, SignInThrottle } from '#identity';
import { Refusal } from '../http/problems';

/** Counts failed sign-ins per account and per address, whether or not the account exists. */
@Injectable()
export class SignInGate {
  private readonly accounts = new SignInThrottle(PER_ACCOUNT);
  private readonly addresses = new SignInThrottle(PER_ADDRESS);

  /** @throws Refusal `too_many_attempts` */
  enter(username: string, address: string): { succeeded(): void } {
    const wait = Math.max(this.accounts.waitFor(username), this.addresses.waitFor(address));
    if (wait > 0) throw Refusal.of('too_many_attempts', {}, Math.ceil(wait / 1000));
    this.accounts.take(username);
    this.addresses.take(address);
    return {
      succeeded: () => {
        this.accounts.giveBack(username);
        this.addresses.giveBack(address);
      },
    };
  }
}
