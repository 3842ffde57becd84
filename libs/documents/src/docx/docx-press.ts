import type { Paper, Pictures } from '../paper';
import { Press } from '../press/press';

/** Papers as docx, one after another in a process of their own. */
export class DocxPress {
  private readonly press: Press<{ docx: Uint8Array }>;

  /** @param node what Node needs to run our files; nothing where they are built */
  constructor(node: readonly string[] = []) {
    this.press = new Press({ program: require.resolve('./press'), node });
  }

  /** @throws PressFailed */
  async docx(paper: Paper, pictures: Pictures): Promise<Buffer> {
    const { docx } = await this.press.make({ paper, pictures: [...pictures] });
    return Buffer.from(docx);
  }

  close(): void {
    this.press.close();
  }
}
