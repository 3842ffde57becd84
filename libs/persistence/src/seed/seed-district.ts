export interface SeedOptions {
  /** Password of every demonstration account. */
  password: string;
  progress?: (line: string) => void;
}

/** A demonstration district (六安市金安区): units, people, policy and calendar, no findings. Twice changes nothing. */
export async function seedDistrict(_url: string, _options: SeedOptions): Promise<void> {
  throw new Error('the record is not written yet');
}
