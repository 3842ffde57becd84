import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 密钥封存: what is sealed for one owner opens for no other, and not without the key. */
export class Seal {
  private made: Buffer | undefined;

  private constructor(private readonly make: () => Buffer) {}

  /** The key that is given, else one of the installation's own: made on first use, readable by its owner alone. */
  static of(givenKey: string | null, dataDir: string): Seal {
    return new Seal(() => (givenKey === null ? ownKey(join(dataDir, 'secret.key')) : Buffer.from(givenKey, 'base64')));
  }

  private get key(): Buffer {
    return (this.made ??= this.make());
  }

  seal(value: object, owner: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws SealBroken under another key, for another owner, or when the bytes were changed */
  open(sealed: Buffer, owner: string): object {
    try {
      const decipher = createDecipheriv(CIPHER, this.key, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(owner))
        .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as object;
    } catch {
      throw new SealBroken();
    }
  }
}

class SealBroken extends Error {
  constructor() {
    super(
      '通道密钥打不开：DUBAN_SECRET_KEY 已变，请重新填写 / secrets do not open: the key has changed, enter them anew',
    );
  }
}

/** Linked whole into its place: two processes that start together share the one that came first. */
function ownKey(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) {
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    writeFileSync(draft, randomBytes(KEY_BYTES).toString('base64'), { flag: 'wx', mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
}
