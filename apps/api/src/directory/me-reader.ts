import { Injectable } from '@nestjs/common';
import type { Me } from '#contract';
import type { Actor } from '#domain';
import { PeopleStore } from '#persistence';

@Injectable()
export class MeReader {
  constructor(private readonly people: PeopleStore) {}

  async of(actor: Actor): Promise<Me> {
    const [person, mustChoosePassword] = await Promise.all([
      this.people.person(actor.personId),
      this.people.mustChoosePassword(actor.personId),
    ]);
    return {
      personId: actor.personId,
      name: person?.name ?? '',
      unitId: actor.unitId,
      unitName: person?.unitName ?? '',
      scopePath: actor.scopePath,
      roles: [...actor.roles],
      positions: [...actor.positions],
      onBehalfOf: actor.onBehalfOf,
      mustChoosePassword,
    };
  }
}
